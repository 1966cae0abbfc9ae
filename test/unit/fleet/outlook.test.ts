import { destroyOutlook } from "../../../provider/fleet/destroyOutlook";
import type { KnownJob, StackFacts } from "../../../provider/fleet/knownJob";
import { statusOf } from "../../../provider/fleet/statusOf";
import { deletionDefaults } from "../../../provider/importexport/model";
import { addressOf, day, now } from "./moment";

const address = addressOf("photos");

/** A job of these properties, in Azure. */
function known(properties: Record<string, unknown>, inStack?: Partial<StackFacts>): KnownJob {
    const facts: StackFacts = {
        resourceName: "photos",
        deletion: deletionDefaults,
        isProtected: false,
        isRetained: false,
        ...inStack,
    };
    return {
        service: "Microsoft.ImportExport",
        address,
        job: { properties },
        isFresh: true,
        inStack: inStack === undefined ? undefined : facts,
    };
}

/** A job made and last changed so many days ago. */
function aged(state: string, createdDays: number, changedDays: number) {
    const at = (days: number) => new Date(now - days * day).toISOString();
    const systemData = { createdAt: at(createdDays), lastModifiedAt: at(changedDays) };
    const job = { systemData, properties: { state } };
    return statusOf({ service: "Microsoft.ImportExport", address, job, isFresh: true }, now);
}

describe("what a destroy would do", () => {
    // Written by hand, not taken from the provider's table.
    it.each([
        ["Creating", false, "delete", "It is Creating."],
        ["Shipping", false, "cancel", "It is Shipping. A cancellation is final"],
        ["Shipping", true, "wait", "waits 10 min for Completed, then fails and can be run again"],
        ["Received", false, "cancel", "Azure may refuse it"],
        ["Transferring", false, "cancel", "It is Transferring"],
        ["Transferring", true, "wait", "its cancellation has been requested"],
        ["Packaging", false, "refuse", "too late to cancel"],
        ["Packaging", true, "wait", "its cancellation has been requested"],
        ["Closed", false, "refuse", "ended with errors"],
        ["Completed", false, "delete", "It is Completed."],
        ["Completed", true, "delete", "It is Completed."],
        ["Faulted", false, "refuse", 'It is "Faulted", a state that this version'],
        [undefined, false, "refuse", "in no state that Azure names"],
    ])("with a job that is %s (cancelled: %s) is %s", (state, cancelRequested, action, says) => {
        const outlook = destroyOutlook(known({ state, cancelRequested }));
        expect(outlook).toEqual({ action, reason: expect.stringContaining(says) as string });
    });

    it.each<[string, Partial<StackFacts>, Record<string, unknown>, string, string]>([
        ["protected", { isProtected: true }, { state: "Creating" }, "refuse", '"protect"'],
        ["retained", { isRetained: true }, { state: "Shipping" }, "forget", '"retainOnDelete"'],
        [
            "another's by now",
            { foreignEvidence: 'its tag "pulumi-owner" says a/b/c/d' },
            { state: "Completed" },
            "refuse",
            "says a/b/c/d",
        ],
        [
            "not to be cancelled",
            { deletion: { ...deletionDefaults, inFlight: "refuse" } },
            { state: "Received" },
            "refuse",
            'deletion.inFlight is "refuse"',
        ],
        [
            "to be forgotten when undeletable",
            { deletion: { ...deletionDefaults, whenUndeletable: "forget" } },
            { state: "Closed" },
            "forget",
            'deletion.whenUndeletable: "forget"',
        ],
        [
            "to be forgotten when time is up",
            { deletion: { ...deletionDefaults, waitMinutes: 2, whenTimeIsUp: "forget" } },
            { state: "Shipping" },
            "cancel",
            "waits 2 min for Completed, then forgets it",
        ],
    ])("with a job that is %s says so", (_, inStack, properties, action, says) => {
        const outlook = destroyOutlook(known(properties, inStack));
        expect(outlook).toEqual({ action, reason: expect.stringContaining(says) as string });
    });

    it("with a job that Azure no longer has is to forget it", () => {
        expect(destroyOutlook({ ...known({}, {}), job: "gone" }).action).toBe("forget");
    });

    it("names the keys of a Completed export, unless the stack gives them up", () => {
        const properties = { state: "Completed", jobType: "Export" };
        expect(destroyOutlook(known(properties, {})).reason).toContain("BitLocker keys");
        const deletion = { ...deletionDefaults, discardKeys: true };
        expect(destroyOutlook(known(properties, { deletion })).reason).toBe("It is Completed.");
    });

    it("warns of drives in the post, and does not tell their number", () => {
        const properties = {
            state: "Creating",
            deliveryPackage: { carrierName: "FedEx", trackingNumber: "TRACK-800" },
        };
        const { action, reason } = destroyOutlook(known(properties));
        expect(action).toBe("delete");
        expect(reason).toContain("may be in the post");
        expect(reason).not.toContain("TRACK-800");
    });
});

describe("times", () => {
    it("are exact while the job is Creating", () => {
        const status = aged("Creating", 9.5, 4.25);
        expect(status.daysInState).toEqual({ atLeast: 9, atMost: 9 });
        expect(status.expiresAt).toBe("2026-07-10T06:00:00.000Z");
        expect(status.daysToExpiry).toBe(9);
        expect(status.daysToPurge).toBeNull();
    });

    it("say that an expiry is due", () => {
        expect(aged("Creating", 20, 14.5).daysToExpiry).toBe(-1);
    });

    it("are bounds once it is Shipping: the announcement was an update, perhaps not the last", () => {
        const status = aged("Shipping", 12, 3);
        expect(status.daysInState).toEqual({ atLeast: 3, atMost: 12 });
        expect(status.daysToExpiry).toBeNull();
    });

    it("are bounded by the creation alone when Azure moves the job on", () => {
        expect(aged("Transferring", 12, 3).daysInState).toEqual({ atLeast: 0, atMost: 12 });
    });

    it.each(["Completed", "Closed"])("bound the purge of a job that is %s", (state) => {
        expect(aged(state, 30.5, 3).daysToPurge).toEqual({ atLeast: 59, atMost: 90 });
        expect(aged(state, 200, 3).daysToPurge).toEqual({ atLeast: 0, atMost: 90 });
    });

    it("are unknown without systemData, which older API versions do not send", () => {
        const status = statusOf(known({ state: "Creating" }), now);
        expect(status).toMatchObject({ daysInState: null, expiresAt: null, daysToExpiry: null });
    });

    it("are not negative when Azure's clock is ahead", () => {
        expect(aged("Creating", -1, -1).daysInState).toEqual({ atLeast: 0, atMost: 0 });
    });
});
