// A quiet session ends. This keeps it while somebody types, reads or moves, in any tab; warns two
// minutes before it ends; and clears the page when it has ended, unless words were typed there.
const place = document.querySelector("[data-session-seconds]");
const idle = Number(place.dataset.sessionSeconds) * 1000;
const WARN = 120_000;
const TELL = Math.min(300_000, idle / 3);
const TICK = 5_000;
const SHARED = "hearth-last-heard";
const SOON = "You have been quiet for a while. Soon we will sign you out, to keep things safe. Press a key or touch the page to stay.";
const OVER = "Time ran out. What you typed is still here. Send it, and we will ask you to sign in first.";

let typed = false;
let ended = false;
let heard = Date.now();
share();
const ticking = setInterval(tick, TICK);

// The tabs of one browser share one session: the last one that was heard counts for all.
function share() {
  try { localStorage.setItem(SHARED, heard); } catch { /* private windows may refuse */ }
}

function lastHeard() {
  try { return Math.max(heard, Number(localStorage.getItem(SHARED)) || 0); } catch { return heard; }
}

function active() {
  if (ended) return;
  if (place.hidden && Date.now() - lastHeard() < TELL) return;
  place.hidden = true;
  heard = Date.now();
  share();
  fetch(place.dataset.stay, { redirect: "manual" }).then((answer) => answer.ok || over(), () => {});
}

function tick() {
  const left = lastHeard() + idle - Date.now();
  if (left <= 0) over();
  else if (left <= WARN) say(SOON);
  else place.hidden = true;
}

function over() {
  ended = true;
  clearInterval(ticking);
  if (typed) say(OVER);
  else location.reload();
}

function say(words) {
  if (place.textContent !== words) place.textContent = words;
  place.hidden = false;
}

document.addEventListener("input", () => { typed = true; });
for (const kind of ["keydown", "pointerdown", "scroll", "input"]) {
  document.addEventListener(kind, active, { passive: true, capture: true });
}
