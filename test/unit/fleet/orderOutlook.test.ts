import { deletionDefaults } from "../../../provider/databox/model";
import { destroyOutlook } from "../../../provider/fleet/destroyOutlook";
import type { KnownOrder } from "../../../provider/fleet/databox/knownOrder";
import type { StackFacts } from "../../../provider/fleet/knownJob";
import { statusOf } from "../../../provider/fleet/statusOf";
import { addressOf, day, now } from "./moment";

const address = addressOf("disks");
const ago = (days: number) => new Date(now - days * day).toISOString();

type Facts = StackFacts<KnownOrder extends { inStack?: StackFacts<infer D> } ? D : never>;
const defaults = deletionDefaults("organization/archive/prod/disks");

/** An order of these properties, in Azure. */
function known(properties: Record<string, unknown>, wishes: Partial<KnownOrder> = {}): KnownOrder {
    const job = { properties, systemData: { createdAt: ago(5.5) } };
    return {
        service: "Microsoft.DataBox",
        address,
        job,
        isFresh: true,
        isShipped: false,
        ...wishes,
    };
}

function inStack(facts: Partial<Facts>): Pick<KnownOrder, "inStack"> {
    const common = { resourceName: "disks", isProtected: false, isRetained: false };
    return { inStack: { ...common, deletion: defaults, ...facts } };
}

/** `D`: deletable, `C`: cancellable, `F`: without a fee. */
function flags(letters: string) {
    return {
        isDeletable: letters.includes("D"),
        isCancellable: letters.includes("C"),
        isCancellableWithoutFee: letters.includes("F"),
    };
}

const cancelled = { cancellationReason: "No longer needed" };

describe("what a destroy would do with an order", () => {
    // Written by hand, not taken from the provider's table.
    it.each<[string, Record<string, unknown>, string, string]>([
        ["deletable", flags("D"), "delete", "Azure lets it be deleted (isDeletable)"],
        ["cancellable", flags("CF"), "cancel", "A cancellation is final. The destroy waits 10 min"],
        ["cancellable for a fee", flags("C"), "refuse", "(isCancellableWithoutFee)."],
        ["neither", flags(""), "refuse", "neither deletes it nor takes"],
        [
            "neither, its cancellation on its way",
            { ...flags(""), ...cancelled },
            "wait",
            "until it",
        ],
        ["cancelled", { ...flags("D"), ...cancelled }, "delete", "It is AtAzureDC"],
        ["without flags", {}, "refuse", "does not say whether it can be deleted"],
    ])("that is %s is told by its flags", (_, properties, action, says) => {
        const outlook = destroyOutlook(known({ status: "AtAzureDC", ...properties }));
        expect(outlook).toEqual({ action, reason: expect.stringContaining(says) as string });
    });

    it.each([
        ["no stack has", {}, false],
        ["a stack has", inStack({}), true],
    ])("that %s is told of the stack's options only then", (_, wishes, isTold) => {
        const { reason } = destroyOutlook(known({ status: "AtAzureDC", ...flags("C") }, wishes));
        expect(reason.includes("deletion.")).toBe(isTold);
    });

    it.each<[string, Partial<Facts>, string, string, string]>([
        ["protected", { isProtected: true }, "CF", "refuse", '"protect"'],
        ["retained", { isRetained: true }, "CF", "forget", '"retainOnDelete"'],
        ["another's by now", { foreignEvidence: "its tag says a/b" }, "D", "refuse", "says a/b"],
        [
            "not to be cancelled",
            { deletion: { ...defaults, inFlight: "refuse" } },
            "CF",
            "refuse",
            'deletion.inFlight is "refuse"',
        ],
        [
            "to be cancelled whatever it costs",
            { deletion: { ...defaults, acceptFee: true, waitMinutes: 2 } },
            "C",
            "cancel",
            "may cost a fee (deletion.acceptFee). The destroy waits 2 min",
        ],
        [
            "to be forgotten when undeletable",
            { deletion: { ...defaults, whenUndeletable: "forget" } },
            "",
            "forget",
            'deletion.whenUndeletable: "forget"',
        ],
        [
            "to be forgotten when time is up",
            { deletion: { ...defaults, whenTimeIsUp: "forget" } },
            "CF",
            "cancel",
            "then forgets it",
        ],
    ])("that is %s says so", (_, facts, letters, action, says) => {
        const outlook = destroyOutlook(known(flags(letters), inStack(facts)));
        expect(outlook).toEqual({ action, reason: expect.stringContaining(says) as string });
    });

    it("that Azure no longer has is to forget it", () => {
        expect(destroyOutlook(known({}, { job: "gone" })).action).toBe("forget");
    });

    it("that Azure may be at work on is kept", () => {
        const facts = inStack({ minutesToAppear: 12 });
        const outlook = destroyOutlook(known({}, { job: "gone", ...facts }));
        expect(outlook.action).toBe("refuse");
        expect(outlook.reason).toContain("show it within 12 min");
    });

    it("that was purged, and whose name is another's by now, is forgotten", () => {
        const facts = inStack({ isPurged: true, foreignEvidence: "its tag says a/b" });
        expect(destroyOutlook(known(flags("D"), facts)).action).toBe("forget");
    });

    it("names the keys of an export, unless it has none or the stack gives them up", () => {
        const properties = { ...flags("D"), transferType: "ExportFromAzure" };
        expect(destroyOutlook(known(properties)).reason).toContain("BitLocker keys");
        const discards = inStack({ deletion: { ...defaults, discardKeys: true } });
        expect(destroyOutlook(known(properties, discards)).reason).not.toContain("keys");
        expect(destroyOutlook(known({ ...properties, ...cancelled })).reason).not.toContain("keys");
    });

    it("warns of disks in the post", () => {
        const { action, reason } = destroyOutlook(known(flags("CF"), { isShipped: true }));
        expect(action).toBe("cancel");
        expect(reason).toContain("may be in the post");
    });
});

describe("times of an order", () => {
    const expiring = (wishes: Partial<KnownOrder>, properties = {}) =>
        statusOf(known({ status: "AwaitingShipmentDetails", ...properties }, wishes), now);

    it("end two weeks after its creation, while no shipment is announced", () => {
        expect(expiring({})).toMatchObject({ daysToExpiry: 8, expiresAt: ago(5.5 - 14) });
        expect(expiring({ isShipped: true }).daysToExpiry).toBeNull();
        expect(expiring({}, cancelled).daysToExpiry).toBeNull();
    });

    it("are bounds where Azure does not say when the stage began", () => {
        expect(statusOf(known({ status: "Completed" }), now)).toMatchObject({
            daysInState: { atLeast: 0, atMost: 5 },
            daysToPurge: { atLeast: 84, atMost: 90 },
        });
    });

    it("take the creation from startTime, and are unknown without it", () => {
        const job = (properties: object) => ({ job: { properties: { ...properties } } });
        const stage = { status: "Created" };
        expect(expiring(job({ ...stage, startTime: ago(1.5) })).daysToExpiry).toBe(12);
        expect(expiring(job(stage))).toMatchObject({ daysToExpiry: null, daysInState: null });
    });
});

describe("the disks of an order", () => {
    const named = (...serials: string[]) => Object.fromEntries(serials.map((one) => [one, {}]));
    const drives = (details: object) => statusOf(known({ details }), now).drives;

    it("are counted by what Azure says of each copy", () => {
        const copy = (serialNumber: string, copyStatus: string, more = {}) => ({
            serialNumber,
            copyStatus,
            ...more,
        });
        const details = {
            jobStages: [],
            importDiskDetailsCollection: named("A", "B", "C", "D", "E", "F"),
            copyProgress: [
                copy("a", "Completed"), // serials are the same in any letter case
                copy("B", "CompletedWithErrors"),
                copy("C", "DriveNotReceived"),
                copy("D", "DriveCorrupted"),
                // One disk for two accounts is done when both are.
                copy("E", "Completed", { filesErroredOut: 3 }),
                copy("E", "InProgress"),
            ],
        };
        expect(drives(details)).toEqual({ total: 6, done: 2, withMoreInfo: 3, neverReceived: 1 });
    });

    it("are unknown where Azure was not asked for all details", () => {
        expect(drives({ importDiskDetailsCollection: named("A") })).toBeNull();
    });
});
