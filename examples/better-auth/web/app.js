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

async function showCases() {
  const found = await api.listCases();
  $("cases-empty").hidden = found.length > 0;
  $("cases").replaceChildren(...found.map((one) =>
    item(one.name, `${one.type} · ${one.status}`,
      button("Edit", async () => {
        const name = window.prompt("New name", one.name);
        if (name === null) return;
        await api.renameCase(one.id, name);
        await showCases();
      }),
      button("Delete", async () => {
        await api.deleteCase(one.id);
        await showCases();
      }))));
}

async function showTasks() {
  if (!api.hasTasks()) return;
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

async function enter() {
  if (!(await api.fetchToken())) {
    show("entry");
    return;
  }
  const person = await api.me();
  $("me").textContent = person.name;
  await showCases();
  show("app");
  $("tasks-title").parentElement.hidden = !api.hasTasks();
  await showTasks();
  await showMessages(api.conversation());
}

$("entry-switch").addEventListener("click", () => {
  isNew = !isNew;
  $("name-field").hidden = !isNew;
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
    await api.signInForTasks(name, email, password).catch(() => {}); // the page works without tasks
    form.reset();
    await enter();
  });
});

const onSubmit = (id, action) => $(id).addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  run(form, async () => {
    await action(Object.fromEntries(new FormData(form)));
    form.reset();
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
  ["cases", "tasks", "messages"].forEach((id) => $(id).replaceChildren());
  show("entry");
}));

show("loading");
run(null, async () => {
  await api.load();
  await enter();
});
