// All that our pages do beyond plain HTML. Every page works without it.
// It moves to the list of errors, and keeps what is typed in a form with data-draft="address":
// on the server while there is a connection, on this device while there is none.

const WAIT = 800;
const RETRY = 3000;
const LONGEST_ANSWER = 8000;
const KEPT_FOR = 7 * 24 * 60 * 60 * 1000;
const KEY = "hearth-draft:";
const LOST = "No connection. Your words are kept on this device until it is back.";
const LOST_NOT_KEPT = "No connection. Please do not close this page.";
const SIGNED_OUT = "You are signed out. Sign in again, and your words will be here.";
const REFUSED = "We could not save this draft. Use the button to save your words.";

let signingOut = false;

class Draft {
  constructor(form) {
    this.form = form;
    this.address = form.dataset.draft;
    this.status = form.querySelector("[data-draft-status]");
    this.unsaved = false;
    this.sending = null;
    this.bringBack();
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed());
    form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("pagehide", () => this.leaving());
    addEventListener("pageshow", () => (this.passed = false));
    addEventListener("online", () => this.unsaved && this.send());
    document.addEventListener("visibilitychange", () => document.hidden && this.leaving());
  }

  // Words that never reached the server come back, unless the server has newer ones.
  bringBack() {
    const held = shelf.read(this.address);
    if (!held) return;
    const newer = held.at > (Date.parse(this.form.dataset.draftAt ?? "") || 0);
    if (newer && JSON.stringify(held.fields) !== JSON.stringify(fieldsOf(this.form))) {
      fill(this.form, held.fields);
      this.unsaved = true;
      this.send();
    } else {
      shelf.drop(this.address);
    }
  }

  typed() {
    this.unsaved = true;
    this.later(WAIT);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  send() {
    clearTimeout(this.timer);
    this.sending ??= this.sendOnce().finally(() => {
      this.sending = null;
      if (this.unsaved && !this.refused) this.later(this.lost ? RETRY : WAIT);
    });
    return this.sending;
  }

  async sendOnce() {
    const fields = fieldsOf(this.form);
    this.unsaved = false;
    const answer = await this.post(fields).catch(() => null);
    this.lost = !answer || answer.status >= 500 || answer.status === 429;
    this.refused = !this.lost && !answer.ok;
    if (!this.lost && !this.refused) return this.saved(await answer.json());
    this.unsaved = true;
    const kept = shelf.keep(this.address, fields);
    if (this.lost) return this.say(kept ? LOST : LOST_NOT_KEPT, "here");
    return this.say(answer.type === "opaqueredirect" ? SIGNED_OUT : REFUSED, "here");
  }

  saved(answer) {
    if (!this.unsaved) shelf.drop(this.address);
    this.say(`Saved as a draft at ${answer.saved_at}`, "there");
  }

  post(fields, more = { signal: AbortSignal.timeout(LONGEST_ANSWER) }) {
    const token = this.form.elements.csrfmiddlewaretoken?.value ?? "";
    return fetch(this.address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ fields }),
      redirect: "manual",
      ...more,
    });
  }

  // What is typed reaches the server as a draft first. If the connection is lost, the page stays.
  async submitted(event) {
    if (this.passed || (!this.unsaved && !this.sending)) return;
    event.preventDefault();
    await this.sending;
    if (this.unsaved) await this.send();
    if (this.lost) return;
    this.unsaved = false;
    this.passed = true;
    clearTimeout(this.timer);
    this.form.requestSubmit(event.submitter);
  }

  leaving() {
    if (!this.unsaved || this.passed) return;
    const fields = fieldsOf(this.form);
    shelf.keep(this.address, fields);
    this.post(fields, { keepalive: true })
      .then((answer) => answer.ok && shelf.drop(this.address))
      .catch(() => null);
  }

  say(words, kept) {
    if (!this.status) return;
    if (this.status.textContent !== words) this.status.textContent = words;
    this.status.dataset.kept = kept;
  }
}

// The browser's own storage. It may be closed to us, as in private windows.
const shelf = {
  keep: (address, fields) =>
    shelf.dare((store) => {
      if (signingOut) return false; // A save that this cuts short must not put words back.
      store.setItem(KEY + address, JSON.stringify({ fields, at: Date.now() }));
      return true;
    }),
  read: (address) => shelf.dare((store) => JSON.parse(store.getItem(KEY + address))),
  drop: (address) => shelf.dare((store) => store.removeItem(KEY + address)),
  clear: (since) =>
    shelf.dare((store) =>
      Object.keys(store)
        .filter((key) => key.startsWith(KEY) && !(JSON.parse(store[key]).at > since))
        .forEach((key) => store.removeItem(key)),
    ),
  dare(act) {
    try {
      return act(localStorage);
    } catch {
      return null;
    }
  },
};

// The hidden fields of every form are not what anyone typed.
const OURS = ["csrfmiddlewaretoken", "once"];

function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string" || OURS.includes(name)) continue;
    fields[name] = name in fields ? [fields[name], value].flat() : value;
  }
  return fields;
}

function fill(form, fields) {
  for (const control of form.elements) {
    const values = [fields[control.name] ?? []].flat();
    if (control.type === "radio" || control.type === "checkbox") {
      control.checked = values.includes(control.value);
    } else if (control.type !== "hidden" && control.tagName !== "BUTTON" && values.length) {
      control.value = values[0];
    }
  }
}

shelf.clear(Date.now() - KEPT_FOR);
document.querySelector(".nhsuk-error-summary")?.focus();
document.querySelectorAll("form[data-draft]").forEach((form) => new Draft(form));
document.querySelectorAll("form[data-sign-out]").forEach((form) => {
  form.addEventListener("submit", () => {
    signingOut = true;
    shelf.clear(Infinity);
  });
});
