import * as api from "./api.js";

const $ = (id) => document.getElementById(id);
let isNew = false;

function show(state) {
  $("loading").hidden = state !== "loading";
  $("entry").hidden = state !== "entry";
  $("app").hidden = state !== "app";
  $("who").hidden = state !== "app";
}

function tell(message) {
  $("notice").textContent = message ?? "";
  $("notice").hidden = !message;
}

/** Runs what a click asked for, with its button disabled, and shows what went wrong. */
async function run(form, action) {
  const buttons = form ? [...form.querySelectorAll("button")] : [];
  buttons.forEach((button) => (button.disabled = true));
  tell();
  try {
    await action();
  } catch (problem) {
    if (!(problem instanceof api.Trouble)) throw problem;
    const fields = Array.isArray(problem.fields) ? problem.fields.map((f) => `${f.field}: ${f.message}`).join("; ") : "";
    tell(fields ? `${problem.message} ${fields}` : problem.message);
    if (problem.kind === "expired" || problem.kind === "unauthorized") show("entry");
    else if (!$("loading").hidden) show("entry");
  } finally {
    buttons.forEach((button) => (button.disabled = false));
  }
}

// ---- what is typed outlives a reload, a slow answer and a failed one; passwords are never kept

const drafts = {
  key: (field) => `draft.${field.form.id}.${field.name}`,
  keep: (field) => (field.value ? sessionStorage.setItem(drafts.key(field), field.value) : sessionStorage.removeItem(drafts.key(field))),
  forget: () => sessionStorage.clear(),
  restore() {
    for (const field of document.querySelectorAll("[data-draft]")) {
      field.value = sessionStorage.getItem(drafts.key(field)) ?? field.value;
      field.addEventListener("input", () => drafts.keep(field));
    }
  },
};

/** Empties the fields whose text has been sent; what was typed since then stays. */
function clearSent(form, sent) {
  for (const field of form.querySelectorAll("input")) {
    if (field.value !== sent[field.name]) continue;
    field.value = "";
    if ("draft" in field.dataset) drafts.keep(field);
  }
}

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
}

function item(text, detail, ...buttons) {
  const line = element("li");
  const words = element("span", text, { class: "text" });
  line.append(words, ...(detail ? [element("small", detail)] : []), ...buttons);
  return line;
}

function button(label, action) {
  const made = element("button", label, { type: "button", class: "quiet" });
  made.addEventListener("click", () => run(made.closest("li"), action));
  return made;
}

const renames = new Map();

async function showCases() {
  const found = await api.listCases();
  $("cases-empty").hidden = found.length > 0;
  $("cases").replaceChildren(...found.map((one) =>
    item(one.name, `${one.type} · ${one.status}`,
      button("Edit", async () => {
        const name = window.prompt("New name", renames.get(one.id) ?? one.name);
        if (name === null) return;
        renames.set(one.id, name); // offered again if the request fails
        await api.renameCase(one.id, name);
        renames.delete(one.id);
        await showCases();
      }),
      button("Delete", async () => {
        await api.deleteCase(one.id);
        await showCases();
      }))));
}

/** The tasks API has accounts of its own, and this page keeps no password: after a reload it is asked for. */
function showTasksEntry(words) {
  const form = element("form", "", { class: "row" });
  const label = element("label", "Password ");
  label.append(element("input", "", { name: "password", type: "password", autocomplete: "current-password", required: "" }));
  form.append(label, element("button", "Show tasks"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { password } = Object.fromEntries(new FormData(form));
    run(form, async () => {
      await api.signInForTasks(person.name, person.email, password);
      await showTasks();
    });
  });
  $("tasks-entry").replaceChildren(element("p", words, { class: "empty" }), form);
}

async function showTasks() {
  $("task-form").hidden = !api.hasTasks();
  $("tasks-entry").hidden = api.hasTasks();
  if (!api.hasTasks()) {
    $("tasks").replaceChildren();
    $("tasks-empty").hidden = true;
    showTasksEntry(tasksTrouble ?? "Your tasks are still there. The tasks API has accounts and tokens of its own, which this page forgets"
      + " when it is loaded again. Enter your password to see them.");
    return;
  }
  $("tasks-entry").replaceChildren();
  const found = await api.listTasks();
  $("tasks-empty").hidden = found.length > 0;
  $("tasks").replaceChildren(...found.map((one) => {
    const line = item(one.title, one.completed ? "done" : "",
      button(one.completed ? "Reopen" : "Complete", async () => {
        await api.toggleTask(one.id);
        await showTasks();
      }),
      button("Delete", async () => {
        await api.deleteTask(one.id);
        await showTasks();
      }));
    line.classList.toggle("done", one.completed);
    return line;
  }));
}

let conversations = 0;

/** Shows what was asked for last: an answer that comes late must not take away what was said since. */
async function showMessages(asked) {
  const turn = ++conversations;
  const messages = await asked;
  if (turn === conversations) {
    $("messages").replaceChildren(...messages.map((one) => item(one.text, one.role)));
  }
}

// ---- the token: what is in it, and what a back end makes of it

function showToken() {
  if (!api.hasToken()) return;
  const { header, claims } = api.tokenParts();
  $("token-whose").textContent = `${person.name} (${person.email}), sub ${claims.sub}`;
  $("token-algorithm").textContent = `${header.alg}, key ${header.kid}`;
  $("token-audience").textContent = `${[claims.aud].flat().join(", ")}, issued by ${claims.iss}`;
  $("token-left").textContent = timeLeft(claims.exp - Date.now() / 1000);
  $("claims").textContent = JSON.stringify(claims, null, 2);
}

function timeLeft(seconds) {
  if (seconds <= 0) return "none: the next request asks for a new token";
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

setInterval(() => $("app").hidden || showToken(), 1000);

$("claims-switch").addEventListener("click", () => {
  const isShown = $("claims").hidden;
  $("claims").hidden = !isShown;
  $("claims-switch").textContent = isShown ? "Hide claims" : "Show claims";
  $("claims-switch").setAttribute("aria-expanded", isShown);
});

const sent = { good: "Your token", expired: "A token that expired an hour ago", "other-audience": "A token for https://somebody-else.example" };

for (const button of document.querySelectorAll("[data-send]")) {
  button.addEventListener("click", () => run($("token-buttons"), async () => {
    const kind = button.dataset.send;
    const answer = await api.tryToken(kind === "good" ? undefined : await api.flawedToken(kind));
    $("answers").prepend(item(`${sent[kind]}: ${answer.status} ${answer.code}`, answer.detail));
  }));
}

let person;
let tasksTrouble;

async function enter() {
  if (!(await api.fetchToken())) {
    show("entry");
    return;
  }
  person = await api.me();
  $("me").textContent = person.name;
  await showCases();
  showToken();
  show("app");
  await showTasks();
  await showMessages(api.conversation());
}

$("entry-switch").addEventListener("click", () => {
  isNew = !isNew;
  $("name-field").hidden = $("password-rule").hidden = !isNew;
  $("entry-form").elements.password.autocomplete = isNew ? "new-password" : "current-password";
  $("entry-title").textContent = $("entry-submit").textContent = isNew ? "Sign up" : "Sign in";
  $("entry-switch").textContent = isNew ? "I have an account" : "I have no account yet";
  tell();
});

$("entry-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const { name, email, password } = Object.fromEntries(new FormData(form));
  run(form, async () => {
    await (isNew ? api.signUp(name, email, password) : api.signIn(email, password));
    tasksTrouble = undefined;
    await api.signInForTasks(name, email, password).catch((problem) => { // the page works without tasks
      tasksTrouble = `The tasks API cannot be used: ${problem.message} Enter your password to try again.`;
    });
    clearSent(form, { name, email, password });
    await enter();
  });
});

const onSubmit = (id, action) => $(id).addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  run(form, async () => {
    const typed = Object.fromEntries(new FormData(form));
    await action(typed);
    clearSent(form, typed);
  });
});

onSubmit("case-form", async ({ name, type }) => {
  await api.addCase(name, type);
  await showCases();
});
onSubmit("task-form", async ({ title }) => {
  await api.addTask(title);
  await showTasks();
});
onSubmit("support-form", ({ message }) => showMessages(api.say(message)));

$("sign-out").addEventListener("click", () => run($("who"), async () => {
  await api.signOut();
  ["cases", "tasks", "messages", "answers"].forEach((id) => $(id).replaceChildren());
  drafts.forget();
  document.querySelectorAll("[data-draft]").forEach((field) => (field.value = ""));
  show("entry");
}));

drafts.restore();
show("loading");
run(null, async () => {
  await api.load();
  await enter();
});
