// Keeps what is typed: on the server as one types and whenever the page is left, and, where the
// server cannot be reached, in this browser, sealed with a key that only a signed-in page is given.
// A form works without this file: it is then kept by its own button, and whenever it is refused.

const PAUSE = 1500;
const AGAIN = 5000;
const PATIENCE = 20000;
const OUTBOX = "throughline-outbox ";

const form = document.querySelector("form[data-keep]");
if (form) keepTyped(form);

for (const out of document.querySelectorAll("form[action$='/sign-out']")) {
  out.addEventListener("submit", emptyOutbox);
}

function emptyOutbox() {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(OUTBOX)) localStorage.removeItem(name);
  }
}

function keepTyped(typed) {
  const place = OUTBOX + location.pathname + location.search;
  const banner = typed.querySelector("[data-not-saved]");
  const status = typed.querySelector("[data-kept]");
  const others = document.querySelector("[data-others]");
  let last = said();
  let unkept = false;
  let timer = 0;
  let sending = false;
  let unsent = false;
  let asked = 0;
  let answered = 0;
  let line = Promise.resolve(true);

  // The server keeps what is there; the names of the buttons and the page's token are not typed.
  function said() {
    const sent = texts();
    sent.delete("csrf_token");
    return sent.toString();
  }

  // A chosen file goes with the form and into no draft: a browser would send its name in its place.
  function texts() {
    return new URLSearchParams([...new FormData(typed)].filter(([, value]) => typeof value === "string"));
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(keep, pause);
  }

  // One after another, so that an older text never arrives behind a newer one; whoever leaves cannot wait.
  function keep(leaving = false) {
    clearTimeout(timer);
    if (leaving) return send(true);
    line = line.catch(() => false).then(() => send(false));
    return line;
  }

  async function send(leaving) {
    const now = said();
    if (now === last && !unkept) return true;
    const turn = ++asked;
    const body = texts();
    body.set("keep", "script");
    let answer;
    try {
      answer = await fetch(location.href, {
        method: "POST",
        body,
        keepalive: leaving,
        redirect: "error",
        signal: leaving ? undefined : AbortSignal.timeout(PATIENCE),
      });
    } catch {
      return notKept("lost", now, turn);
    }
    if (answer.status === 401 || answer.status === 400) return notKept("signed-out", now, turn);
    // Whoever has too many drafts records all the same.
    if (answer.status === 409) return notKept("full", now, turn).then(() => true);
    if (!answer.ok) return notKept("refused", now, turn);
    const told = await answer.json();
    if (turn < answered) return true;
    answered = turn;
    last = now;
    unkept = false;
    banner.hidden = true;
    localStorage.removeItem(place);
    status.textContent = `Kept as a draft at ${told.kept}. Not recorded yet${unsent ? ": press the button again" : ""}.`;
    others.replaceChildren(...told.others.map((words) => {
      const line = document.createElement("li");
      line.textContent = words;
      return line;
    }));
    others.hidden = told.others.length === 0;
    return true;
  }

  // What failed is told, unless what was sent after it has arrived meanwhile.
  async function notKept(why, now, turn) {
    if (turn < answered) return true;
    unkept = true;
    banner.hidden = false;
    for (const line of banner.querySelectorAll("[data-why]")) line.hidden = line.dataset.why !== why;
    status.textContent = "";
    later(AGAIN);
    const sealed = await seal(typed.dataset.keep, now);
    if (sealed !== null && turn > answered) localStorage.setItem(place, sealed);
    return false;
  }

  typed.addEventListener("input", () => later(PAUSE));
  typed.addEventListener("change", () => later(PAUSE));
  typed.addEventListener("keydown", (pressed) => {
    if (pressed.key === "Enter" && (pressed.ctrlKey || pressed.metaKey)) typed.requestSubmit();
  });
  addEventListener("online", () => keep());
  addEventListener("pagehide", () => { if (!sending) keep(true); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !sending) keep(true);
  });
  addEventListener("beforeunload", (leaving) => {
    if (unkept && !sending) leaving.preventDefault();
  });
  // A page that the browser itself kept for "back" may show what is recorded by now.
  addEventListener("pageshow", (shown) => { if (shown.persisted) location.reload(); });

  // First the text is safe on the server, and only then is it sent to be recorded.
  typed.addEventListener("submit", async (sent) => {
    if (sending) return;
    sent.preventDefault();
    last = "";
    unsent = false;
    status.textContent = "";
    if (!(await keep())) {
      unsent = true;
      banner.scrollIntoView({ block: "center" });
      return;
    }
    sending = true;
    typed.requestSubmit(sent.submitter);
  });

  fromOutbox(place, typed.dataset.keep).then((before) => {
    if (before === null) return;
    fill(typed, new URLSearchParams(before));
    unkept = true;
    keep();
  });
}

function fill(typed, before) {
  for (const field of typed.elements) {
    if (!field.name || field.type === "file" || field.type === "hidden" && field.name !== "key" && field.name !== "version") continue;
    const values = before.getAll(field.name);
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.tagName !== "BUTTON") field.value = values[0] ?? "";
  }
}

async function sealWith(given) {
  const raw = Uint8Array.from(atob(given), (one) => one.charCodeAt(0));
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function seal(given, text) {
  // Only a page that came over TLS, or from this machine, can seal; others keep the text on the page.
  if (!crypto.subtle) return null;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await sealWith(given), new TextEncoder().encode(text));
  const bytes = [...iv, ...new Uint8Array(sealed)];
  return btoa(bytes.map((one) => String.fromCharCode(one)).join(""));
}

async function fromOutbox(place, given) {
  const found = localStorage.getItem(place);
  if (found === null || !crypto.subtle) return null;
  const bytes = Uint8Array.from(atob(found), (one) => one.charCodeAt(0));
  try {
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.slice(0, 12) }, await sealWith(given), bytes.slice(12));
    return new TextDecoder().decode(text);
  } catch {
    // Somebody else's: it opens when they sign in, and is gone when anybody signs out.
    return null;
  }
}
