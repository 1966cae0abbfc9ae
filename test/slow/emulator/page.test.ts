import { existsSync } from "node:fs";
import path from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import {
    deliveryPackage,
    exportJob,
    importJob,
    checkedEmulator,
} from "../../component/emulator/harness";
import { Orders, shipment } from "../../component/emulator/dataBoxHarness";

// The pictures in the documentation: taken anew when asked for, so that a test run changes no file.
const picture = (name: string) =>
    process.env.UPDATE_SCREENSHOTS
        ? { path: path.join(__dirname, "../../..", "docs", `emulator${name}.png`) }
        : {};

const emulator = checkedEmulator();
let browser: Browser;
beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox"] });
});
afterAll(() => browser?.close());

let context: BrowserContext;
let page: Page;
let complaints: string[];
let hosts: Set<string>;
beforeEach(async () => {
    emulator.reset();
    context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
    page = await context.newPage();
    [complaints, hosts] = [[], new Set()];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => hosts.add(new URL(request.url()).host));
});
afterEach(() => context.close());

const open = () => page.goto(emulator.pageLink());
const stateOf = async (name: string) =>
    (await emulator.arm("GET", emulator.job(name))).body.properties.state;
const card = (name: string) => page.getByRole("article", { name: `Job ${name}`, exact: true });

describe("the page at the emulator's root", () => {
    it("shows every job on the track of states, with its drives and the last requests", async () => {
        await makeJobs();
        await open();
        await card("photos-2024").getByText("9CA995BB · Transferring").waitFor();
        const here = card("photos-2024").locator("[aria-current=step]");
        expect(await here.textContent()).toBe("Transferring");
        expect(await card("photos-2024").textContent()).toContain("40% copied");
        expect(await card("tapes").textContent()).toContain("cancellation requested");
        expect(await page.getByRole("region", { name: "Last requests" }).textContent()).toContain(
            "PATCH",
        );
        await page.getByText("DISK-2 · InProgress").waitFor();
        const light = await page.screenshot(picture(""));
        await page.emulateMedia({ colorScheme: "dark" });
        const dark = await page.screenshot(picture("-dark"));
        expect(dark.equals(light)).toBe(false);
        expect(complaints).toEqual([]);
        expect([...hosts]).toEqual([new URL(emulator.adminEndpoint).host]);
    });

    it("moves a parcel by mouse", async () => {
        await emulator.arm("PUT", emulator.job("photos"), importJob());
        await open();
        await card("photos").getByRole("button", { name: "Packaging" }).click();
        await page.getByRole("status").getByText("photos is Packaging now.").waitFor();
        expect(await stateOf("photos")).toBe("Packaging");
        expect(await card("photos").locator("[aria-current=step]").textContent()).toBe("Packaging");
    });

    it("moves a parcel and time by keyboard, and keeps the focus where it was", async () => {
        await emulator.arm("PUT", emulator.job("photos"), importJob());
        await open();
        await card("photos").waitFor();
        await tabTo("Received");
        await page.keyboard.press("Enter");
        await page.getByRole("status").getByText("photos is Received now.").waitFor();
        expect(await stateOf("photos")).toBe("Received");
        expect(await focused()).toBe("Received");
        await page.keyboard.press("Tab");
        await page.keyboard.press("Space");
        await page.getByRole("status").getByText("photos is Transferring now.").waitFor();
        await tabTo("+1 day", "Shift+Tab");
        await page.keyboard.press("Enter");
        await page.getByText("(real time and 1 day)").waitFor();
    });

    it("shows and moves the orders of Data Box beside the jobs, by their own stages and flags", async () => {
        const orders = new Orders(emulator);
        await orders.make("photos");
        await emulator.arm("PUT", emulator.job("photos"), importJob());
        await open();
        const order = page.getByRole("article", { name: "Data Box job photos" });
        await order.getByText("DISK-1 · NotStarted").waitFor();
        expect(await order.locator("[aria-current=step]").textContent()).toBe("Created");
        expect(await order.textContent()).toContain("DataBoxCustomerDisk · cancellable");
        await orders.on("photos", "POST", shipment, "markDevicesShipped");
        await order.getByRole("button", { name: "DataCopy" }).click();
        await page.getByRole("status").getByText("photos is DataCopy now.").waitFor();
        await order.getByText("DISK-1 · InProgress").waitFor();
        expect((await orders.look("photos")).properties.status).toBe("DataCopy");
        expect(await order.textContent()).not.toContain("cancellable");
        await order.getByRole("button", { name: "Cancelled" }).click();
        await order.getByText("deletable").waitFor();
        expect(await stateOf("photos")).toBe("Creating");
        expect(complaints).toEqual([]);
    });

    it("says when a job goes, and which ones a move of time takes away", async () => {
        await emulator.arm("PUT", emulator.job("photos"), importJob());
        emulator.plant(emulator.job("tapes"), { state: "Completed" });
        await open();
        await card("photos")
            .getByText(/^expires on /)
            .waitFor();
        await card("tapes")
            .getByText(/^purged on /)
            .waitFor();
        await page.getByRole("button", { name: "+2 weeks (removes 1)" }).waitFor();
        const ninety = page.getByRole("button", { name: "+90 days (removes 2)" });
        expect(await ninety.getAttribute("title")).toBe("Removes photos, tapes");
        await ninety.click();
        await page.getByText("No jobs yet.").waitFor();
    });

    it("plants and removes jobs, makes faults, and begins anew", async () => {
        await open();
        await page.getByText("Plant a job, or make a fault").click();
        const planted = page.getByLabel("Somebody else's job");
        await planted.fill("{ no JSON");
        await page.getByRole("button", { name: "Plant it" }).click();
        await page.getByRole("status").getByText("That is no JSON").waitFor();
        await planted.fill(JSON.stringify({ id: emulator.job("others"), state: "Shipping" }));
        await page.getByRole("button", { name: "Plant it" }).click();
        await card("others").waitFor();
        await page.getByRole("button", { name: "Make the fault" }).click();
        await page.getByText("1 fault in force").waitFor();
        expect((await emulator.arm("GET", emulator.job("others"))).status).toBe(503);
        await page.getByRole("button", { name: "Take all faults away" }).click();
        await page.getByRole("status").getByText("No fault is in force.").waitFor();
        await card("others").getByRole("button", { name: "Remove others" }).click();
        await page.getByText("No jobs yet.").waitFor();
        page.on("dialog", (dialog) => void dialog.accept());
        await page.getByRole("button", { name: "Reset" }).click();
        await page.getByRole("status").getByText("Everything is as new.").waitFor();
        expect(emulator.requests()).toEqual([]);
        expect(complaints).toEqual([]);
    });

    it.each(["light", "dark"] as const)(
        "fits 400 px, %s: nothing is wider than the screen",
        async (colorScheme) => {
            await makeJobs();
            await page.emulateMedia({ colorScheme });
            await page.setViewportSize({ width: 400, height: 900 });
            await open();
            await card("photos-2024").waitFor();
            const wide = await page.evaluate("document.documentElement.scrollWidth");
            expect(wide).toBeLessThanOrEqual(400);
            await page.screenshot(picture(`-400px-${colorScheme}`));
        },
    );

    it("moves a parcel to a word that nobody knows, and to none", async () => {
        await emulator.arm("PUT", emulator.job("photos"), importJob());
        await open();
        const other = card("photos").getByLabel("Another state, or nothing for none");
        await other.fill("Quarantined");
        await other.press("Enter");
        await card("photos").getByText("It is Quarantined.").waitFor();
        expect(await stateOf("photos")).toBe("Quarantined");
        await other.fill("");
        await card("photos").getByRole("button", { name: "Move to another state" }).click();
        await card("photos").getByText("It is without a state.").waitFor();
        expect(await stateOf("photos")).toBeUndefined();
        expect(complaints).toEqual([]);
    });

    it("says who is gone when time moves", async () => {
        await emulator.arm("PUT", emulator.job("photos"), importJob());
        await open();
        await page.getByRole("button", { name: "+2 weeks" }).click();
        await page.getByText("Time moved on (+2 weeks). Gone: photos.").waitFor();
        await page.getByText("No jobs yet.").waitFor();
    });

    it("shows a BitLocker key to nobody", async () => {
        await emulator.arm("PUT", emulator.job("photos"), importJob());
        const answers: Promise<string>[] = [];
        page.on("response", (response) => answers.push(response.text().catch(() => "")));
        await open();
        await card("photos").waitFor();
        expect(await page.content()).not.toContain("38810-66");
        const texts = await Promise.all(answers);
        expect(texts.join("")).toContain("9CA995BB");
        expect(texts.join("")).not.toContain("38810-66");
    });

    it("takes names and states from jobs as text, never as markup", async () => {
        emulator.plant(emulator.job("photos"), { state: "<img src=x onerror=alert(1)>" });
        await open();
        await card("photos").getByText("It is <img src=x onerror=alert(1)>.").waitFor();
        expect(await page.locator("article img").count()).toBe(0);
        expect(complaints).toEqual([]);
    });
});

describe("who may see it", () => {
    it("nobody without a link or the admin token", async () => {
        await emulator.arm("PUT", emulator.job("photos"), importJob());
        await page.goto(new URL(emulator.pageLink()).origin);
        await page.getByLabel("Admin token").waitFor();
        expect(await page.locator("article").count()).toBe(0);
        await page.getByLabel("Admin token").fill(emulator.adminToken);
        await page.keyboard.press("Enter");
        await card("photos").waitFor();
        expect(await page.getByLabel("Admin token").inputValue()).toBe("");
    });

    it("a link works once, leaves the address bar, and a reload goes on", async () => {
        await emulator.arm("PUT", emulator.job("photos"), importJob());
        const link = emulator.pageLink();
        await page.goto(link);
        await card("photos").waitFor();
        expect(page.url()).not.toContain("code");
        await page.reload();
        await card("photos").waitFor();
        const stranger = await (await browser.newContext()).newPage();
        await stranger.goto(link);
        await stranger.getByText("This link was used or is too old.").waitFor();
        expect(await stranger.locator("article").count()).toBe(0);
        await stranger.context().close();
    });

    it("the browser itself holds the page to its own scripts", async () => {
        const { headers } = await fetch(new URL(emulator.pageLink()).origin);
        const policy = headers.get("content-security-policy");
        expect(policy).toContain("default-src 'none'");
        expect(policy).toContain("frame-ancestors 'none'");
        expect(policy).not.toMatch(/unsafe|\*/);
    });

    it("is served at Resource Manager's root too", async () => {
        const secure = await browser.newContext({ ignoreHTTPSErrors: true });
        const other = await secure.newPage();
        await other.goto(`${emulator.endpoint}/`);
        await other.getByLabel("Admin token").fill(emulator.adminToken);
        await other.keyboard.press("Enter");
        await other.getByText("No jobs yet.").waitFor();
        await secure.close();
    });
});

async function makeJobs(): Promise<void> {
    const make = async (name: string, body: object, state: string, percent?: number) => {
        await emulator.arm("PUT", emulator.job(name), body);
        await emulator.arm("PATCH", emulator.job(name), {
            properties: { state: "Shipping", deliveryPackage },
        });
        if (name === "tapes") {
            await emulator.arm("PATCH", emulator.job(name), {
                properties: { cancelRequested: true },
            });
        }
        emulator.move(emulator.job(name), state, percent);
    };
    await make("photos-2024", importJob(), "Transferring", 40);
    await make("tapes", importJob(), "Received");
    await make("backup-out", exportJob({ deliveryPackage }), "Packaging");
    const orders = new Orders(emulator);
    await orders.make("films-2025");
    await orders.on("films-2025", "POST", shipment, "markDevicesShipped");
    emulator.move("films-2025", "DataCopy", 60);
}

const focused = () => page.evaluate("document.activeElement.textContent");

async function tabTo(name: string, key = "Tab"): Promise<void> {
    for (let presses = 0; presses < 60; presses++) {
        if ((await focused()) === name) return;
        await page.keyboard.press(key);
    }
    throw new Error(`"${name}" cannot be reached with ${key}.`);
}

function chromiumPath(): string {
    const places = [
        process.env.CHROMIUM_PATH,
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];
    const found = places.find((place) => place && existsSync(place));
    if (found) return found;
    throw new Error(
        "The test of the emulator's page needs Chromium. On Debian: apt-get install chromium; " +
            "elsewhere set CHROMIUM_PATH to the program. See test/slow/emulator/browser.md.",
    );
}
