// Signing in, made easier; every page works without this file.

// Lets people see the password they type. Without this script no button appears.
for (const button of document.querySelectorAll("[data-shows]")) {
  const field = document.getElementById(button.dataset.shows);
  button.parentElement.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.textContent = shown ? button.dataset.hide : button.dataset.show;
  });
  field.form.addEventListener("submit", () => { field.type = "password"; });
}

// Passkeys: the browser asks the device, and the form carries its answer. Without this script the form does not appear.
const read = (said) => Uint8Array.from(atob(said.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const write = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function ask(form) {
  const token = form.querySelector("[name=csrf_token]").value;
  const reply = await fetch(form.dataset.offer, { method: "POST", body: new URLSearchParams({ csrf_token: token }) });
  if (!reply.ok) throw new Error(reply.status);
  const offer = await reply.json();
  offer.challenge = read(offer.challenge);
  if (offer.user) offer.user.id = read(offer.user.id);
  for (const key of [...(offer.excludeCredentials || []), ...(offer.allowCredentials || [])]) key.id = read(key.id);
  return navigator.credentials[form.dataset.passkey]({ publicKey: offer });
}

function told(key) {
  const { response } = key;
  const said = { clientDataJSON: write(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) said[part] = write(response[part]);
  }
  return JSON.stringify({ id: key.id, rawId: write(key.rawId), type: key.type, response: said, clientExtensionResults: {} });
}

if (window.PublicKeyCredential) {
  for (const one of document.querySelectorAll("[data-without-passkeys]")) one.hidden = true;
  for (const one of document.querySelectorAll("[data-needs-passkeys]")) one.hidden = false;
  for (const form of document.querySelectorAll("[data-passkey]")) {
    form.hidden = false;
    const wrong = form.querySelector("[role=alert]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      wrong.hidden = true;
      try {
        form.querySelector("[name=answer]").value = told(await ask(form));
        form.submit();
      } catch {
        wrong.hidden = false;
      }
    });
  }
}
