/** The config of the pack before a destroy: what it says of a name or a level that does not exist. */
import { configBeforeDestroy } from "../../../policies/guardedDestroy/packConfig";

describe("A pack's config before a destroy", () => {
    it.each([
        ["a policy", { "protect-inflight": "mandatory" }, "protect-in-flight"],
        ["a level", { "required-tags": "mandatry" }, "mandatory"],
        ["a setting", { "required-tags": { tag: ["owner"] } }, "tags"],
        ["all", { al: "mandatory" }, "all"],
    ])("with a slip in %s names the one that is meant", (_, config, meant) => {
        expect(() => configBeforeDestroy(config)).toThrow(
            new RegExp(`\\. Did you mean "${meant}"\\? Right are: `),
        );
    });

    it("with a name that is like none names them all, and guesses nothing", () => {
        expect(() => configBeforeDestroy({ colours: "mandatory" })).toThrow(
            /"colours", which does not exist\. Right are: all, no-destroy-in-flight/,
        );
    });
});
