import { checkpointJobs } from "../../../policies/checkpoint/checkpoint";
import { summaryOf } from "../../../policies/guardedDestroy/summary";
import { orderType, ownType, urnOf } from "./ask";

const deletion = (urn: string, type: string) => {
    const [job] = checkpointJobs([{ urn, type, inputs: {}, outputs: {} }]);
    return { urn, job, resource: { urn, type } };
};
const stack = "urn:pulumi:dev::test::pulumi:pulumi:Stack::test-dev";
const provider = (name: string) => `urn:pulumi:dev::test::pulumi:providers:azure-native::${name}`;

describe("what guarded-destroy says it would delete", () => {
    it("counts jobs, orders and the rest, as the engine does: no default provider among them", () => {
        const text = summaryOf(
            [
                deletion(urnOf("photos", ownType), ownType),
                deletion(urnOf("disks", orderType), orderType),
                deletion(urnOf("more", orderType), orderType),
                deletion(stack, "pulumi:pulumi:Stack"),
                ...["default", "default_3_28_0", "ours"].map((name) =>
                    deletion(provider(name), "pulumi:providers:azure-native"),
                ),
            ],
            [],
        );
        expect(text.split("\n")[0]).toBe(
            "This destroy would delete 1 import/export job, 2 Data Box orders and 2 other resources.",
        );
    });
});
