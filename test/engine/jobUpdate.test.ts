/**
 * Updates on the real engine: edits, tags, shipment and cancellation, in every state of the job, in one
 * stack and one `pulumi up`. The tables are written by hand.
 */
import { patchJob } from "../fixtures/armRequest";
import {
    announcedShipment,
    deliveryPackage,
    drive,
    importJob,
    returnAddress,
    returnShipping,
    type JobWishes,
    type PlainJobArgs,
} from "../fixtures/jobInputs";
import { JobStack, type Observed } from "../fixtures/jobStack";

const secondDrive = { ...drive, driveId: "SECOND2", bitLockerKey: "111111-" + "0".repeat(48) };

/** Each property that a PATCH can change: the job before, the job after, and the body that is sent. */
const edits: Record<string, { before: JobWishes; after: JobWishes; body: object }> = {
    "edit-log-level": {
        before: {},
        after: { properties: { logLevel: "Verbose" } },
        body: { properties: { logLevel: "Verbose" } },
    },
    "edit-backup-drive-manifest": {
        before: {},
        after: { properties: { backupDriveManifest: true } },
        body: { properties: { backupDriveManifest: true } },
    },
    "edit-return-address": {
        before: { properties: { returnAddress } },
        after: { properties: { returnAddress: { ...returnAddress, city: "Elsewhere" } } },
        body: { properties: { returnAddress: { ...returnAddress, city: "Elsewhere" } } },
    },
    "edit-return-shipping": {
        before: { properties: { returnShipping } },
        after: { properties: { returnShipping: { ...returnShipping, carrierName: "DHL" } } },
        body: { properties: { returnShipping: { ...returnShipping, carrierName: "DHL" } } },
    },
    "edit-delivery-package": {
        before: {},
        after: { properties: { deliveryPackage } },
        body: { properties: { deliveryPackage } },
    },
    "edit-drive-list": {
        before: {},
        after: { properties: { driveList: [drive, secondDrive] } },
        body: { properties: { driveList: [drive, secondDrive] } },
    },
    "edit-bitlocker-key": {
        before: {},
        after: { properties: { driveList: [{ ...drive, bitLockerKey: "another key" }] } },
        body: { properties: { driveList: [{ ...drive, bitLockerKey: "another key" }] } },
    },
    "edit-tags": {
        before: { tags: { team: "archive", temporary: "yes" } },
        after: { tags: { team: "library" } },
        body: {
            tags: {
                team: "library",
                "set-by-policy": "audited",
                "pulumi-owner": expect.stringMatching(
                    /^organization\/test\/dev\/edit-tags#[0-9a-f-]{36}$/,
                ) as string,
            },
        },
    },
};

interface Outcome {
    requests: RegExp;
    says: RegExp;
    cancelled?: true;
}

const done: Outcome = { requests: /^GET 200, PATCH 200$/, says: /^$/ };
/** Said by what the stack knows, which is that the job is Creating: a difference asks Azure nothing. */
const announced: Outcome = { ...done, says: /will be announced\. This is final/ };
const gone: Outcome = { requests: /^GET 404$/, says: /Cannot update .* Run "pulumi refresh"/ };
const cancelled: Outcome = { ...done, says: /Asking Azure to cancel .* final/, cancelled: true };
const refused = (says: RegExp): Outcome => ({ requests: /^GET 200$/, says });
const azureRefused: Outcome = {
    requests: /^GET 200, PATCH 409, GET 200$/,
    says: /Azure refused to change properties\.cancelRequested of .* 409 Conflict/,
};

const states: Record<string, string | null> = {
    creating: "Creating",
    shipping: "Shipping",
    received: "Received",
    transferring: "Transferring",
    packaging: "Packaging",
    closed: "Closed",
    completed: "Completed",
    unknown: "Quarantined",
    stateless: null,
};

// A change of the address is for Azure to judge in every state; a shipment is satisfied by any later one.
const matrix: Record<string, { edit: Outcome; ship: Outcome; cancel: Outcome }> = {
    creating: { edit: done, ship: announced, cancel: cancelled },
    shipping: { edit: done, ship: announced, cancel: cancelled },
    received: { edit: done, ship: announced, cancel: cancelled },
    transferring: { edit: done, ship: announced, cancel: cancelled },
    packaging: {
        edit: done,
        ship: announced,
        cancel: refused(/Cannot cancel .* Packaging, too late/),
    },
    closed: {
        edit: done,
        ship: announced,
        cancel: refused(/Cannot cancel .* Closed, so it ended/),
    },
    completed: { edit: done, ship: announced, cancel: refused(/Cannot cancel .* nothing is left/) },
    unknown: { edit: done, ship: announced, cancel: azureRefused },
    stateless: { edit: done, ship: announced, cancel: azureRefused },
    gone: { edit: gone, ship: gone, cancel: gone },
};

const changes: Record<string, (args: PlainJobArgs) => void> = {
    edit: ({ properties }) => (properties.returnAddress = returnAddress),
    ship: ({ properties }) => Object.assign(properties, announcedShipment),
    cancel: ({ properties }) => (properties.cancelRequested = true),
};

const cells = Object.entries(matrix).flatMap(([state, row]) =>
    Object.entries(row).map(([change, outcome]) => ({
        name: `${state}-${change}`,
        state,
        change,
        outcome,
    })),
);

function program(isAfter: boolean): Record<string, PlainJobArgs> {
    const inStates = cells.map(({ name, change }) => {
        const args = importJob();
        if (isAfter) changes[change]!(args);
        return [name, args] as const;
    });
    const edited = Object.entries(edits).map(
        ([name, { before, after }]) => [name, importJob(isAfter ? after : before)] as const,
    );
    const shippedAndCancelled = importJob(
        isAfter ? { properties: { ...announcedShipment, cancelRequested: true } } : {},
    );
    const raced = importJob(isAfter ? { properties: { cancelRequested: true } } : {});
    return {
        ...Object.fromEntries([...inStates, ...edited]),
        "ship-and-cancel": shippedAndCancelled,
        "raced-cancel": raced,
    };
}

let jobs: JobStack;
let updated: Observed;
const bodyOf = (name: string) =>
    updated.requests.find(({ method, path }) => method === "PATCH" && path.includes(`/${name}?`))
        ?.body;

beforeAll(async () => {
    jobs = await JobStack.create();
    await jobs.deploy(program(false));
    for (const { name, state } of cells) {
        if (state === "gone") jobs.emulator.remove(jobs.id(name));
        else if (state !== "creating") jobs.move(name, states[state]!);
    }
    await patchJob(jobs.emulator, jobs.id("edit-tags"), {
        tags: { ...jobs.job("edit-tags")!.tags, "set-by-policy": "audited" },
    });
    jobs.emulator.addFault({
        match: { operation: "Jobs_Get", job: "raced-cancel" },
        action: { type: "moveJob", state: "Packaging" },
    });
    jobs.declare(program(true));
    updated = await jobs.observe(jobs.stack.up("--continue-on-error"));
}, 120_000);
afterAll(() => jobs.dispose());

describe("An update", () => {
    it.each(cells)("$change of a job that is $state does what the table says", (cell) => {
        const { name, outcome } = cell;
        expect(updated.linesOf(name)).toMatch(outcome.says);
        expect(updated.requestsOf(name)).toMatch(outcome.requests);
        expect(jobs.job(name)?.properties.cancelRequested ?? false).toBe(
            outcome.cancelled ?? false,
        );
    });

    it.each(Object.entries(edits))("%s sends what differs and nothing else", (name, { body }) => {
        expect(bodyOf(name)).toEqual(body);
        expect(updated.requestsOf(name)).toBe("GET 200, PATCH 200");
    });

    it("announces a shipment with the address and the delivery package", () => {
        expect(bodyOf("creating-ship")).toEqual({ properties: announcedShipment });
        expect(jobs.job("creating-ship")).toMatchObject({ properties: { state: "Shipping" } });
    });

    it("announces no shipment of a job that is further on", () => {
        const { state: _, ...rest } = announcedShipment;
        expect(bodyOf("received-ship")).toEqual({ properties: rest });
        expect(jobs.job("received-ship")).toMatchObject({ properties: { state: "Received" } });
    });

    it("warns of a delivery package whose shipment is not announced", () => {
        expect(updated.linesOf("edit-delivery-package")).toMatch(
            /warning: the shipment of job .* is not announced.* two weeks.* properties\.state: "Shipping"/,
        );
    });

    it("does not ship a job that is to be cancelled", () => {
        const { state: _, ...rest } = announcedShipment;
        expect(bodyOf("ship-and-cancel")).toEqual({
            properties: { ...rest, cancelRequested: true },
        });
    });

    it("asks again when the parcel moves before the cancellation, and then refuses", () => {
        expect(updated.requestsOf("raced-cancel")).toBe("GET 200, PATCH 409, GET 200");
        expect(updated.linesOf("raced-cancel")).toMatch(/Cannot cancel .* is Packaging, too late/);
    });

    it("leaves everything that was refused in the stack", async () => {
        expect((await jobs.names()).sort()).toEqual(Object.keys(program(true)).sort());
    });
});

describe("An update that is repeated", () => {
    it("sends nothing for what was done, and asks for no cancellation twice", async () => {
        const failed = cells.filter(({ outcome }) => outcome !== done && outcome !== cancelled);
        const rest = Object.entries(program(true)).filter(
            ([name]) => name !== "raced-cancel" && !failed.some((cell) => cell.name === name),
        );
        const targets = rest.flatMap(([name]) => ["--target", jobs.urn(name)]);
        const again = await jobs.observe(jobs.stack.up(...targets));
        expect(again.output).not.toContain("error");
        expect(again.code).toBe(0);
        expect(again.requests).toEqual([]);
    });
});
