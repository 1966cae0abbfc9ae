// npm run live: what is done, in which order, and what becomes of it when somebody ends it.
import fs from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { say, SetupError } from "../progress.mjs";
import { openAzure, orError } from "./azure.mjs";
import { leftovers, remove } from "./cleanUp.mjs";
import { markObserved } from "./observed.mjs";
import { tryOneJob } from "./oneJob.mjs";
import { readOptions } from "./options.mjs";
import { agreeToPrice } from "./price.mjs";
import { AzureError, readSettings, SettingsError } from "./provider.mjs";
import { readOnly } from "./readOnly.mjs";
import { Record } from "./record.mjs";
import { reportOf, reportPage } from "./report.mjs";
import { services } from "./services.mjs";
import { validate } from "./validations.mjs";

/** @returns the exit code. @throws SetupError for what the user can put right */
export async function main(argv) {
    const options = readOptions(argv);
    if (options === undefined) return 0;
    if (options.read !== undefined) return await markObserved(options.read, { say });
    const { settings, place } = whereTo(options);
    if (options.create) await agreeToPrice(options, say);
    const ended = interruption();
    try {
        const code = await run({ settings, place, options, ended });
        return ended.code ?? code;
    } catch (error) {
        if (error instanceof AzureError) throw new SetupError(error.message);
        throw error;
    } finally {
        ended.forget();
    }
}

async function run({ settings, place, options, ended }) {
    const { subscriptionId } = place;
    const azure = await openAzure({ settings, subscriptionId, say, signal: ended.signal });
    // What was made is taken away whoever ended the run.
    const cleaner = await openAzure({ settings, subscriptionId, say });
    const record = new Record(masksOf(settings, place), say);
    const how = {
        azure,
        cleaner,
        place,
        record,
        waitMinutes: options.waitMinutes,
        check: ended.check,
    };
    const wanted = ["read"];
    let seen = { isLoggedIn: false, permissions: [] };
    try {
        if (options.cleanUp) wanted.splice(0, 1, "clean up");
        else seen = await readOnly(how);
        const isReady = options.cleanUp || seen.isLoggedIn;
        if (isReady && place.resourceGroup !== undefined && (options.cleanUp || options.create)) {
            await takeAwayLeftovers(how);
        } else {
            tellOfLeftovers(seen.leftovers ?? [], record);
        }
        if (options.create && seen.isLoggedIn && record.left.length === 0) {
            await create(how, options, wanted);
        }
    } catch (error) {
        if (!ended.signal.aborted) throw error;
    } finally {
        const { permissions } = seen;
        const interrupted = ended.signal.aborted;
        const report = reportOf({
            endpoint: azure.endpoint,
            place,
            wanted,
            record,
            permissions,
            interrupted,
        });
        await write(options.out, report);
    }
    if (record.left.length > 0) return 2;
    return options.cleanUp || seen.isLoggedIn ? 0 : 1;
}

async function create(how, { order }, wanted) {
    wanted.push("create");
    say("Import/Export: one job, never shipped");
    await tryOneJob({ ...how, word: "importExport", service: services.importExport });
    say("Data Box: validations, which order nothing");
    await validate(how);
    if (!order) return;
    wanted.push("order");
    say("Data Box: one order, cancelled");
    await tryOneJob({ ...how, word: "dataBox", service: services.dataBox });
}

async function takeAwayLeftovers(how) {
    const { cleaner, place, record } = how;
    for (const [word, service] of Object.entries(services)) {
        const found = await orError(leftovers(cleaner, service, place));
        if (!Array.isArray(found)) {
            record.add({
                service: word,
                step: "look for leftovers",
                request: "GET jobs",
                answer: found,
            });
            continue;
        }
        for (const { id, name } of found) {
            say(`An earlier run has left the job "${name}": it is taken away.`);
            if (await remove(cleaner, service, id, how)) {
                record.add({ service: word, step: "take a leftover away", note: "gone" });
            }
        }
    }
}

function tellOfLeftovers(found, record) {
    if (found.length === 0) return;
    record.leave(
        `${found.length} jobs of earlier runs are still there. Take them away: npm run live -- --clean-up --resource-group GROUP`,
    );
}

function whereTo(options) {
    try {
        const settings = readSettings({ get: () => undefined }, process.env);
        const subscriptionId = options.subscription ?? settings.subscriptionId;
        if (subscriptionId === undefined) {
            throw new SetupError(
                "Which subscription? Give --subscription, or set ARM_SUBSCRIPTION_ID.",
            );
        }
        const { resourceGroup, storageAccount: storageAccountId, location } = options;
        return { settings, place: { subscriptionId, resourceGroup, storageAccountId, location } };
    } catch (error) {
        if (error instanceof SettingsError) throw new SetupError(error.message);
        throw error;
    }
}

/** The user's own names, and what the report says instead. Longest first: a part would leave the rest to be read. */
function masksOf(settings, { subscriptionId, resourceGroup, storageAccountId }) {
    const [, accountGroup, account] =
        /\/resourceGroups\/([^/]+)\/.*\/([^/]+)$/i.exec(storageAccountId ?? "") ?? [];
    return [
        [storageAccountId, "<storage account id>"],
        [subscriptionId, "<subscription>"],
        [settings.tenantId, "<tenant>"],
        [settings.clientId, "<client>"],
        [resourceGroup, "<resource group>"],
        [accountGroup, "<resource group>"],
        [account, "<storage account>"],
    ]
        .filter(([name]) => name !== undefined)
        .sort(([a], [b]) => b.length - a.length);
}

async function write(folder, report) {
    await fs.mkdir(folder, { recursive: true });
    const [data, page] = ["report.json", "report.md"].map((name) => path.join(folder, name));
    await fs.writeFile(data, `${JSON.stringify(report, undefined, 4)}\n`);
    await fs.writeFile(page, reportPage(report));
    say(
        `Wrote ${page} and ${data}. They name nothing of yours; read them, then post the first in an issue ("Seen on the real Azure").`,
    );
}

/** Ctrl-C and its like end the run, but not the taking away. */
function interruption() {
    const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
    const stop = new AbortController();
    const ended = {
        signal: stop.signal,
        code: undefined,
        check: () => stop.signal.throwIfAborted(),
        forget: () => Object.keys(codes).forEach((name) => process.off(name, end)),
    };
    const end = (name) => {
        say(`${name}: what was made is taken away first. Wait for it.`);
        ended.code = codes[name];
        stop.abort();
    };
    for (const name of Object.keys(codes)) process.on(name, end);
    return ended;
}
