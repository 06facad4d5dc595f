// What the page asks of its back ends. The tokens live in this module's memory and nowhere else: not in localStorage, not in a cookie
// of ours. A reload asks Better Auth for a new one, with its own HttpOnly session cookie.

/** An answer that is not what was hoped for; `kind` is what the page shows. */
export class Trouble extends Error {
  constructor(kind, message, fields) {
    super(message);
    this.kind = kind;
    this.fields = fields;
  }
}

let config;
let token;
let tasksToken;

export async function load() {
  config = await (await fetch("/config.json")).json();
}

async function send(url, options = {}) {
  let response;
  try {
    response = await fetch(url, options);
  } catch {
    throw new Trouble("unreachable", "The server cannot be reached. Try again in a moment.");
  }
  const text = await response.text();
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    body = null; // an answer that is not JSON says nothing that the page could show
  }
  if (response.ok) return { body, headers: response.headers };
  throw trouble(response, body);
}

function trouble(response, body) {
  const detail = body?.detail ?? body?.message;
  if (response.status === 401 && (body?.code === "expired" || /expired/i.test(detail ?? ""))) {
    return new Trouble("expired", "Your session has expired. Please sign in again.");
  }
  if (response.status === 401) return new Trouble("unauthorized", detail ?? "Please sign in.");
  if (response.status === 503) return new Trouble("unavailable", "The service is not available right now. Try again in a moment.");
  return new Trouble("failed", detail ?? `The request failed (${response.status}).`, body?.errors);
}

const json = (method, body, headers = {}) => ({
  method,
  headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
  body: body === undefined ? undefined : JSON.stringify(body),
});

// ---- Better Auth: same origin, session cookie

export const signUp = (name, email, password) => send("/api/auth/sign-up/email", json("POST", { name, email, password }));
export const signIn = (email, password) => send("/api/auth/sign-in/email", json("POST", { email, password }));

export async function signOut() {
  token = tasksToken = undefined;
  await send("/api/auth/sign-out", json("POST", {}));
}

/** The JWT for the back ends; undefined if nobody is signed in. */
export async function fetchToken() {
  try {
    token = (await send("/api/auth/token")).body.token;
  } catch (problem) {
    if (!["unauthorized", "expired"].includes(problem.kind)) throw problem;
    token = undefined;
  }
  return token;
}

export const hasToken = () => token !== undefined;

/** What the token says, which the page only shows: to trust it is for who verifies it. */
export function tokenParts() {
  const [header, claims] = token.split(".").map((part, index) => (index < 2 ? decoded(part) : part));
  return { header, claims };
}

function decoded(part) {
  const bytes = Uint8Array.from(atob(part.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

const SECONDS_BEFORE_THE_END = 10;
const isEnding = () => token !== undefined && tokenParts().claims.exp - Date.now() / 1000 < SECONDS_BEFORE_THE_END;

/** The header with the JWT; asks for a new one when it is about to expire. */
async function current() {
  if (isEnding()) await fetchToken();
  return bearer(token);
}

/** A token of the person who is signed in that a back end must reject: `expired` or `other-audience`. */
export const flawedToken = async (flaw) => (await send(`/demo/token/${flaw}`)).body.token;

/** What cases-api answers to a token: the status, and the code and the text of its problem document. */
export async function tryToken(value = token) {
  try {
    const response = await fetch(config.casesApi + "/api/auth/me", { headers: bearer(value) });
    const body = await response.json().catch(() => null);
    return { status: response.status, code: body?.code ?? "accepted", detail: body?.detail ?? body?.email ?? "" };
  } catch {
    throw new Trouble("unreachable", "The server cannot be reached. Try again in a moment.");
  }
}

const bearer = (value) => ({ authorization: `Bearer ${value}` });

// ---- cases-api: another origin, the JWT

const cases = async (path, method = "GET", body, headers = {}) =>
  send(config.casesApi + path, json(method, body, { ...(await current()), ...headers }));

export const me = async () => (await cases("/api/auth/me")).body;
export const listCases = async () => (await cases("/api/cases?sort=createdAt&order=desc&size=100")).body.items;
export const addCase = (name, type) => cases("/api/cases", "POST", { name, type });
export const renameCase = (id, name) => cases(`/api/cases/${encodeURIComponent(id)}`, "PATCH", { name });
export const deleteCase = (id) => cases(`/api/cases/${encodeURIComponent(id)}`, "DELETE");

// ---- tasks-api: another origin, its own accounts and tokens (a shared secret); signed in with what the person typed

export async function signInForTasks(name, email, password) {
  try {
    tasksToken = (await send(config.tasksApi + "/api/auth/login", json("POST", { email, password }))).body.token;
  } catch (problem) {
    if (problem.kind !== "unauthorized") throw problem;
    await send(config.tasksApi + "/api/auth/signup", json("POST", { name: name || email, email, password }));
    tasksToken = (await send(config.tasksApi + "/api/auth/login", json("POST", { email, password }))).body.token;
  }
}

export const hasTasks = () => tasksToken !== undefined;
const tasks = (path, method = "GET", body) => send(config.tasksApi + path, json(method, body, bearer(tasksToken)));

export const listTasks = async () => (await tasks("/api/tasks?status=all&sort=created")).body.tasks;
export const addTask = (title) => tasks("/api/tasks", "POST", { title });
export const toggleTask = (id) => tasks(`/api/tasks/${encodeURIComponent(id)}/complete`, "PATCH");
export const deleteTask = (id) => tasks(`/api/tasks/${encodeURIComponent(id)}`, "DELETE");

// ---- support-chat: passed on by the page's own server, the JWT

export const conversation = async () => (await send("/support/chatkit", { headers: await current() })).body.messages;
export const say = async (message) =>
  (await send("/support/chatkit", json("POST", { message }, await current()))).body.messages;
