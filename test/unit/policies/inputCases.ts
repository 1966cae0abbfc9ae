import type { ResourceValidationPolicy } from "@pulumi/policy";
import { askResource } from "./ask";

/** What one policy on inputs is asked, and what it is to say. */
export interface Case {
    policy: ResourceValidationPolicy;
    allowed: object[];
    /** Inputs, and what the refusal says. */
    refused: [object, RegExp][];
    unknown: [object, RegExp][];
    /** The config that refused and unknown inputs are asked with, where none is not enough. */
    config?: object;
    /** The config, inputs that it lets pass, inputs that it refuses. */
    overrides?: [object, object | undefined, object | undefined][];
}

/** Describes each policy by its cases, asked about resources of this type. */
export function holds(cases: readonly Case[], type: string): void {
    describe.each(cases.map((one) => ({ ...one, name: one.policy.name })))("$name", (one) => {
        const { policy } = one;

        it("lets right jobs of either maker pass, and says nothing of other resources", async () => {
            for (const props of one.allowed as Record<string, unknown>[]) {
                expect(await askResource(policy, { type, props })).toEqual({
                    refused: [],
                    told: [],
                });
            }
            const [wrong] = one.refused[0] ?? [{}];
            const other = { type: "azure-native:storage:StorageAccount", props: { ...wrong } };
            expect(await askResource(policy, other, one.config)).toEqual({ refused: [], told: [] });
        });

        it("refuses wrong ones, naming the job", async () => {
            for (const [props, says] of one.refused) {
                const shown = { type, props: { jobName: "p-1", ...props } };
                const { refused, told } = await askResource(policy, shown, one.config);
                expect(refused).toEqual([expect.stringMatching(says)]);
                expect(refused[0]).toMatch(/^Job "p-1" /);
                expect(told).toEqual([]);
            }
        });

        it("says what it cannot judge yet, and breaks nothing by it", async () => {
            for (const [props, says] of one.unknown) {
                const { refused, told } = await askResource(
                    policy,
                    { type, props: { ...props } },
                    one.config,
                );
                expect(refused).toEqual([]);
                expect(told).toEqual([expect.stringMatching(says)]);
                expect(told[0]).toContain("could not be judged yet");
            }
        });

        const { overrides } = one;
        if (overrides)
            it("goes by its config", async () => {
                for (const [config, passes, fails] of overrides) {
                    if (passes) {
                        const answer = await askResource(
                            policy,
                            { type, props: { ...passes } },
                            config,
                        );
                        expect(answer).toEqual({ refused: [], told: [] });
                    }
                    if (fails) {
                        const answer = await askResource(
                            policy,
                            { type, props: { ...fails } },
                            config,
                        );
                        expect(answer.refused).toHaveLength(1);
                    }
                }
            });

        it("refuses a config with a key that it does not have, also where there is no job", async () => {
            const asked = askResource(
                policy,
                { type: "pulumi:pulumi:Stack", props: {} },
                { colour: 1 },
            );
            await expect(asked).rejects.toThrow(
                new RegExp(`"${policy.name}" has the key "colour".*Right are: enforcementLevel`),
            );
        });
    });
}
