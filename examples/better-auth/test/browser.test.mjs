// The whole story in a browser, across origins: needs everything that run.sh starts (PAGE_URL) and a Chromium (CHROMIUM).
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const page_url = process.env.PAGE_URL ?? "http://127.0.0.1:5173";
const shots = process.env.SCREENSHOTS ?? "target/screenshots";
const run = Date.now().toString(36);
const wide = { width: 1200, height: 900 };
const narrow = { width: 360, height: 740 };

let browser;
before(async () => {
  mkdirSync(shots, { recursive: true });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
});
after(() => browser?.close());

/** A person with a browser of their own; collects what the page should never log. */
async function person(viewport) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.errors = [];
  page.on("pageerror", (error) => page.errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && page.errors.push(message.text()));
  await page.goto(page_url);
  return page;
}

async function signUp(page, name) {
  await page.getByRole("button", { name: "I have no account yet" }).click();
  await page.getByLabel("Name", { exact: true }).first().fill(name);
  await page.getByLabel("Email").fill(`${name.toLowerCase()}-${run}@example.test`);
  await page.getByText("8 to 128 characters").waitFor();
  await page.getByLabel("Password").fill("password-123");
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.getByText(name, { exact: true }).waitFor();
}

const shot = (page, name) => page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
const widerThanTheScreen = (page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
const corsErrors = (page) => page.errors.filter((text) => /CORS|Access-Control/i.test(text));

test("two people go through the whole story, and neither sees the other's things", { timeout: 240_000 }, async () => {
  const ada = await person(wide);
  const grace = await person(narrow);
  await ada.getByRole("heading", { name: "Sign in" }).waitFor();
  await shot(ada, "1-sign-in-wide");
  await shot(grace, "1-sign-in-narrow");

  await signUp(ada, "Ada");
  await ada.getByText("No cases yet").waitFor();
  await shot(ada, "2-empty-wide");

  const cases = ada.locator("#cases");
  await ada.locator("#case-form").getByLabel("Name").fill("Analytical engine patent");
  await ada.locator("#case-form").getByLabel("Type").selectOption("CORPORATE");
  await ada.getByRole("button", { name: "Add case" }).click();
  await cases.getByText("Analytical engine patent").waitFor();

  ada.once("dialog", (dialog) => dialog.accept("<img src=x onerror=alert(1)>"));
  await cases.getByRole("button", { name: "Edit" }).click();
  await cases.getByText("<img src=x onerror=alert(1)>").waitFor();
  assert.equal(await ada.locator("#cases img").count(), 0, "a name is text, never markup");

  await ada.getByLabel("Title").fill("Write the notes");
  await ada.getByRole("button", { name: "Add task" }).click();
  await ada.locator("#tasks").getByText("Write the notes").waitFor();
  await ada.locator("#tasks").getByRole("button", { name: "Complete" }).click();
  await ada.locator("#tasks li.done").waitFor();

  await ada.getByLabel("Message").fill("Where are my files?");
  await ada.getByRole("button", { name: "Send", exact: true }).click();
  await ada.locator("#messages").getByText("Where are my files?").waitFor();
  await shot(ada, "3-full-wide");

  await signUp(grace, "Grace");
  await grace.getByText("No cases yet").waitFor();
  assert.equal(await grace.getByText("onerror").count(), 0, "B never sees A's cases");
  assert.equal(await grace.getByText("Where are my files?").count(), 0);
  await grace.locator("#case-form").getByLabel("Name").fill("Compiler licence");
  await grace.getByRole("button", { name: "Add case" }).click();
  await grace.locator("#cases").getByText("Compiler licence").waitFor();
  await shot(grace, "3-full-narrow");
  assert.equal(await widerThanTheScreen(grace), false, "nothing sticks out of a phone's screen");

  await ada.reload();
  await cases.getByText("onerror").waitFor();
  assert.equal(await ada.getByText("Compiler licence").count(), 0, "A never sees B's cases");

  await ada.getByText("Your tasks are still there.").waitFor();
  await ada.getByLabel("Password").last().fill("password-123");
  await ada.getByRole("button", { name: "Show tasks" }).click();
  await ada.locator("#tasks").getByText("Write the notes").waitFor();

  await cases.getByRole("button", { name: "Delete" }).click();
  await ada.getByText("No cases yet").waitFor();
  assert.deepEqual(await ada.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0], "no token is stored");
  await ada.getByRole("button", { name: "Sign out" }).click();
  await ada.getByRole("heading", { name: "Sign in" }).waitFor();
  await ada.reload();
  await ada.getByRole("heading", { name: "Sign in" }).waitFor();

  assert.deepEqual(corsErrors(ada), []);
  assert.deepEqual(corsErrors(grace), []);
  await ada.context().close();
  await grace.context().close();
});

test("the page says what the token is and what a back end makes of others", { timeout: 120_000 }, async () => {
  for (const [size, viewport] of Object.entries({ wide, narrow })) {
    const page = await person(viewport);
    const name = `Emmy${size}`;
    await signUp(page, name);
    await page.locator("#token-whose").getByText(`${name.toLowerCase()}-${run}@example.test`).waitFor();
    assert.match(await page.locator("#token-algorithm").textContent(), /^EdDSA, key \S+/);
    assert.match(await page.locator("#token-audience").textContent(), new RegExp(`^${page_url}, issued by ${page_url}$`));
    assert.match(await page.locator("#token-left").textContent(), /^1[45] min \d+ s$/);

    assert.equal(await page.locator("#claims").isVisible(), false);
    await page.getByRole("button", { name: "Show claims" }).click();
    const claims = JSON.parse(await page.locator("#claims").textContent());
    assert.equal(claims.email, `${name.toLowerCase()}-${run}@example.test`);
    assert.equal(claims.aud, page_url);

    const answers = page.locator("#answers li");
    await page.getByRole("button", { name: "Send it" }).click();
    await answers.getByText("Your token: 200 accepted").waitFor();
    await page.getByRole("button", { name: "Send an expired one" }).click();
    await answers.getByText("401 expired").waitFor();
    await page.getByRole("button", { name: "Send one for somebody else" }).click();
    await answers.getByText("401 wrong_audience").waitFor();
    assert.equal(await answers.count(), 3);
    assert.equal(await widerThanTheScreen(page), false, `nothing sticks out at ${viewport.width} px`);
    await shot(page, `7-token-${size}`);

    await page.getByRole("button", { name: "Hide claims" }).click();
    assert.equal(await page.locator("#claims").isVisible(), false);
    assert.deepEqual(corsErrors(page), []);
    await page.context().close();
  }
});

test("a long name without a space does not widen the page", { timeout: 120_000 }, async () => {
  const page = await person(narrow);
  await signUp(page, "W".repeat(60));
  await page.getByText("No cases yet").waitFor();
  await page.locator("#case-form").getByLabel("Name").fill("M".repeat(100));
  await page.getByRole("button", { name: "Add case" }).click();
  await page.locator("#cases li").waitFor();
  assert.equal(await widerThanTheScreen(page), false);
  await shot(page, "8-long-words-narrow");
  await page.context().close();
});

test("what is typed outlives a slow answer, a failed one and a reload; passwords are kept nowhere", { timeout: 120_000 }, async () => {
  const page = await person(wide);
  await page.getByLabel("Email").fill("typed@example.test");
  await page.getByLabel("Password").fill("typed-secret");
  await page.reload();
  assert.equal(await page.getByLabel("Email").inputValue(), "typed@example.test");
  assert.equal(await page.getByLabel("Password").inputValue(), "");
  await signUp(page, "Mary");
  await page.getByText("No cases yet").waitFor();

  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/api/cases", async (route) => {
    if (route.request().method() === "POST") await held;
    await route.continue();
  });
  const name = page.locator("#case-form").getByLabel("Name");
  await name.fill("First");
  await page.getByRole("button", { name: "Add case" }).click();
  await name.fill("Second, typed meanwhile");
  release();
  await page.locator("#cases").getByText("First", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Add case" }).isEnabled();
  assert.equal(await name.inputValue(), "Second, typed meanwhile");

  await page.unroute("**/api/cases");
  await page.route("**/support/**", (route) => route.abort());
  await page.getByLabel("Message").fill("Not sent yet");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("The server cannot be reached.").waitFor();
  assert.equal(await page.getByLabel("Message").inputValue(), "Not sent yet");
  await page.unroute("**/support/**");

  await page.reload();
  await page.locator("#cases").getByText("First", { exact: true }).waitFor();
  assert.equal(await name.inputValue(), "Second, typed meanwhile");
  assert.equal(await page.getByLabel("Message").inputValue(), "Not sent yet");
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.doesNotMatch(stored, /eyJ|secret|password-123/);

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0, "nothing is left for the next person");
  await page.context().close();
});

test("an expired token shows a readable message, not a CORS error", { timeout: 120_000 }, async () => {
  const page = await person(narrow);
  await signUp(page, "Lin");
  // What cases-api answers to an expired token, asked of the real one: the page is handed a token that has expired.
  const expired = process.env.EXPIRED_TOKEN;
  assert.ok(expired, "EXPIRED_TOKEN must hold a token of this issuer that has expired");
  await page.route("**/api/auth/token", (route) => route.fulfill({ json: { token: expired } }));
  await page.reload();
  await page.getByText("Your session has expired. Please sign in again.").waitFor();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await shot(page, "4-expired-narrow");
  assert.deepEqual(corsErrors(page), []);
  await page.context().close();
});

test("wrong credentials and an unreachable back end are told in words", { timeout: 120_000 }, async () => {
  const page = await person(wide);
  await page.getByLabel("Email").fill("nobody@example.test");
  await page.getByLabel("Password").fill("password-123");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").waitFor();
  await shot(page, "5-wrong-password-wide");

  await page.route("**/api/cases**", (route) => route.abort());
  await signUp(page, "Max").catch(() => {});
  await page.getByText("The server cannot be reached.").waitFor();
  await shot(page, "6-unreachable-wide");
  await page.context().close();
});

test("loading is shown until the first answer", { timeout: 120_000 }, async () => {
  const context = await browser.newContext({ viewport: narrow });
  const page = await context.newPage();
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/config.json", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(page_url, { waitUntil: "commit" });
  await page.getByText("Loading…").waitFor();
  await shot(page, "0-loading-narrow");
  release();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await context.close();
});
