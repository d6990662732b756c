// Opens a SMART Health Link in the browser: what stands after # is never sent to a server.
// The text of the plan is put in as text and as a few plain elements; nothing in it can run.

const KEPT = new Set("DIV P H1 H2 H3 H4 UL OL LI B I EM STRONG SPAN BR TABLE THEAD TBODY TR TH TD DL DT DD BLOCKQUOTE".split(" "));
const ENDED = "This link opens nothing. It may have ended. Ask the person for a new one.";
document.getElementById("without").hidden = true;
const said = document.getElementById("said");
const form = document.getElementById("opening");
const plan = document.getElementById("plan");
const link = read(location.hash);

if (!link) {
  say("There is no health link in this address. Scan the picture again, or copy the whole link.");
} else {
  const needs = (link.flag || "").includes("P");
  document.getElementById("about").textContent = link.label || "";
  document.getElementById("with-passcode").hidden = !needs;
  document.getElementById("passcode").required = needs;
  form.hidden = false;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  say("Opening …");
  try {
    const file = await fetched();
    if (file) show(JSON.parse(await opened(file)));
  } catch {
    say("We could not open this. Check that you are online, then try again.");
  }
});

function say(words) {
  said.textContent = words;
}

// The link is an object {url, key, exp, flag, label} in base64url after "shlink:/".
function read(text) {
  const at = text.indexOf("shlink:/");
  if (at < 0) return null;
  try {
    const found = JSON.parse(new TextDecoder().decode(bytes(text.slice(at + 8))));
    return found.url && found.key ? found : null;
  } catch {
    return null;
  }
}

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (each) => each.charCodeAt(0));
}

async function fetched() {
  const recipient = form.elements.who.value;
  const asked = { recipient };
  if ((link.flag || "").includes("P")) asked.passcode = form.elements.passcode.value;
  const answer = await fetch(link.url, {
    method: "POST", credentials: "omit", referrerPolicy: "no-referrer",
    headers: { "Content-Type": "application/json" }, body: JSON.stringify(asked),
  });
  if (answer.status === 401) return wrongPasscode((await answer.json()).remainingAttempts);
  if (!answer.ok) return say(ENDED);
  const [file] = (await answer.json()).files;
  return file.embedded || (await (await fetch(file.location, { credentials: "omit" })).text());
}

function wrongPasscode(left) {
  say(left ? `That passcode is wrong. You can try ${left === 1 ? "once more" : left + " more times"}.` : ENDED);
}

// A compact JWE: header..nonce.text.tag, with a key of its own, A256GCM, deflated.
async function opened(file) {
  const [header, , nonce, text, tag] = file.split(".");
  const sealed = new Uint8Array([...bytes(text), ...bytes(tag)]);
  const key = await crypto.subtle.importKey("raw", bytes(link.key), "AES-GCM", false, ["decrypt"]);
  const how = { name: "AES-GCM", iv: bytes(nonce), additionalData: new TextEncoder().encode(header) };
  const plain = await crypto.subtle.decrypt(how, key, sealed);
  const { zip } = JSON.parse(new TextDecoder().decode(bytes(header)));
  if (zip !== "DEF") return new TextDecoder().decode(plain);
  const stream = new Blob([plain]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).text();
}

function show(bundle) {
  const all = bundle.entry.map((each) => each.resource);
  const first = all[0];
  plan.append(made("h2", first.title));
  for (const section of first.section || []) {
    plan.append(made("h3", section.title));
    plan.append(narrative(section.text));
  }
  for (const each of all.filter((one) => one.resourceType === "Binary")) plan.append(paper(each));
  form.hidden = true;
  say("");
  plan.hidden = false;
  plan.focus();
}

function made(name, words) {
  const element = document.createElement(name);
  element.textContent = words;
  return element;
}

// Only plain elements of the narrative are kept, without any of their attributes.
function narrative(text) {
  const read = new DOMParser().parseFromString(text?.div || "", "text/html");
  const whole = document.createElement("div");
  copy(read.body, whole);
  return whole;
}

function copy(from, to) {
  for (const each of from.childNodes) {
    if (each.nodeType === Node.TEXT_NODE) to.append(each.textContent);
    else if (KEPT.has(each.nodeName.toUpperCase())) copy(each, to.appendChild(document.createElement(each.nodeName)));
  }
}

function paper(binary) {
  const address = URL.createObjectURL(new Blob([bytes(binary.data)], { type: binary.contentType }));
  const anchor = made("a", "Keep the plan as a PDF");
  anchor.href = address;
  anchor.download = "plan.pdf";
  const line = document.createElement("p");
  line.append(anchor);
  return line;
}
