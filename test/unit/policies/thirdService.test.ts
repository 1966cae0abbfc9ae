/** A service that the product does not have, in the policy pack, by one line in policies/services/index.ts. */
import "../../fixtures/courier/courierOfPolicies";
import {
    noDestroyInFlight,
    protectInFlight,
    secretsEncrypted,
    selectPolicies,
    validJobName,
} from "../../../policies/index";
import { checkpointJobs } from "../../../policies/checkpoint/checkpoint";
import { judgeReplacement } from "../../../policies/guards/replacements";
import { inClear } from "../../../policies/inputs/secretsEncrypted";
import { courierJobTypeToken as type } from "../../fixtures/courier/model";
import { askResource, askStack, urnOf } from "./ask";

const id = "/subscriptions/s/resourceGroups/parcels/providers/Example.Courier/jobs/photos";

/** A job of a checkpoint, as `pulumi stack export` writes it. */
const exported = (parcel: object, outputs: object = {}) => ({
    ...{ urn: urnOf("photos", type), type, custom: true, id },
    inputs: { resourceGroupName: "parcels", jobName: "photos", location: "westus", parcel },
    outputs: { name: "photos", location: "westus", parcel, ...outputs },
});

const destroy = { command: "destroy" };

describe("A job of a third service, in the pack", () => {
    it.each([
        ["Ordered", false],
        ["Fetched", true],
        ["Delivered", false],
    ])("that is %s is kept from a destroy: %s", async (state, isKept) => {
        const shown = { type, props: { state, name: "photos" } };
        const { refused } = await askStack(noDestroyInFlight, [shown], destroy);
        expect(refused).toEqual(
            isKept ? [expect.stringContaining("the courier deletes what is Delivered")] : [],
        );
    });

    it("is to be protected while it is in flight, and named from its id", async () => {
        const shown = { type, props: { state: "Fetched", id } };
        const { refused } = await askStack(protectInFlight, [shown], destroy);
        expect(refused).toEqual([expect.stringContaining('job "photos"')]);
        expect(refused[0]).toContain('resource group "parcels"');
    });

    it("is replaced for its own immutable input, and for no other", () => {
        const replaced = (street: string, note: string) => [
            ...judgeReplacement(
                {
                    jobs: checkpointJobs([exported({ street: "1 Market" }, { state: "Fetched" })]),
                    replaced: [],
                },
                {
                    type,
                    urn: urnOf("photos", type),
                    aliases: [],
                    inputs: { parcel: { street, note } },
                },
                { blockedStates: [], allow: [], ifStateUnreadable: "block" },
                new Date(),
            ),
        ];
        expect(replaced("1 Market", "ring twice")).toEqual([]);
        expect(replaced("2 Market", "")[0]?.message).toContain("(changed: parcel.street)");
    });

    it("has a name that its service takes", async () => {
        const ask = async (jobName: string) =>
            (await askResource(validJobName, { type, props: { jobName } })).refused;
        expect(await ask("photos")).toEqual([]);
        expect(await ask("photos-of-2026")).toEqual([
            expect.stringContaining("1 to 8 small letters"),
        ]);
    });

    it("has its own secrets encrypted", () => {
        const [job] = checkpointJobs([exported({ code: "4711" })]);
        const [verdict] = inClear(job!);
        expect(verdict?.message).toContain("(parcel.code)");
        expect(verdict?.message).not.toContain("4711");
    });

    it("is a word of selectPolicies", () => {
        const names = selectPolicies({ services: ["courier" as never] }).map(({ name }) => name);
        expect(names).toContain(noDestroyInFlight.name);
        expect(names).toContain(secretsEncrypted.name);
        expect(names).not.toContain("service-lock");
    });
});
