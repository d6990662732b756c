// Exit this page: by the link, or by pressing Escape three times. Without this script, the link
// works as a link. With it, this page is hidden at once and does not stay in the history.

const TIMES = 3;
const WITHIN = 2000;
const link = document.querySelector("[data-exit]");
let pressed = [];

function exit() {
  document.documentElement.hidden = true;
  document.title = "";
  location.replace(link.href);
}

link.addEventListener("click", (event) => {
  event.preventDefault();
  exit();
});

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const now = Date.now();
  pressed = [...pressed, now].filter((at) => now - at < WITHIN);
  if (pressed.length >= TIMES) exit();
});

// A page that the browser kept for "back" is hidden no longer: it asks the server again.
addEventListener("pageshow", (event) => event.persisted && location.reload());
