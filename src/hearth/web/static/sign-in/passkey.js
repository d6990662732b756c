// Passkeys: the one part of sign-in that a browser does only by a script. Everything else works without.
const able = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);
const FAILED = "That did not work. Try again, or use another way.";

async function optionsOf(form) {
  const { options, optionsFrom } = form.dataset;
  if (!optionsFrom) return JSON.parse(options).publicKey;
  const answer = await fetch(optionsFrom, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).request_options.publicKey;
}

async function make(options) {
  // A passkey signs in on its own: the device keeps it, and checks who holds the device.
  const authenticatorSelection = {
    ...options.authenticatorSelection,
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  };
  const asked = { ...options, authenticatorSelection };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) });
}

async function use(options) {
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

async function run(form) {
  const options = await optionsOf(form);
  const credential = await (form.dataset.passkey === "create" ? make(options) : use(options));
  form.elements.credential.value = JSON.stringify(credential);
  form.submit();
}

function ready(form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = form.querySelector("[data-passkey-failed]");
    said.textContent = "";
    run(form).catch(() => { said.textContent = FAILED; });
  });
}

if (able) {
  document.querySelectorAll("form[data-passkey]").forEach(ready);
  document.querySelectorAll("[data-passkey-unable]").forEach((each) => each.remove());
}
