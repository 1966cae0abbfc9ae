import {
    noDestroyInFlight,
    policies,
    selectPolicies,
    type PolicySelection,
} from "../../../policies/index";

const names = (selection: PolicySelection) => selectPolicies(selection).map(({ name }) => name);

describe("Selecting policies", () => {
    it("without a condition selects all, each at its own level", () => {
        expect(selectPolicies()).toEqual(policies);
    });

    it("by severity selects those and no other", () => {
        expect(names({ severities: ["critical"] })).toEqual([
            "no-destroy-in-flight",
            "export-keys-kept",
            "secrets-encrypted",
        ]);
        expect(names({ severities: ["low", "critical"] })).toContain("required-tags");
    });

    it("by service selects what is about it, and what is about both", () => {
        const importExport = names({ services: ["importexport"] });
        expect(importExport).toContain("no-destroy-in-flight");
        expect(importExport).not.toContain("service-lock");
        expect(importExport).not.toContain("double-encryption");
        expect(names({ services: ["databox"] })).toEqual(policies.map(({ name }) => name));
    });

    it("by both selects what meets both", () => {
        expect(names({ severities: ["medium"], services: ["importexport"] })).toEqual([
            "drive-count-and-hashes",
            "customer-managed-key",
            "allowed-locations",
            "deletion-options-explicit",
        ]);
    });

    it("with a level sets it for each, and leaves the package's own policies as they are", () => {
        const selected = selectPolicies({ severities: ["critical"], level: "mandatory" });
        expect(selected.map(({ enforcementLevel }) => enforcementLevel)).toEqual(
            Array(3).fill("mandatory"),
        );
        selectPolicies({ level: "disabled" });
        expect(noDestroyInFlight.enforcementLevel).toBe("mandatory");
    });

    it.each<[string, object, RegExp]>([
        [
            "a severity",
            { severities: ["severe"] },
            /severities cannot be "severe"\. Right are: low, medium, high, critical/,
        ],
        [
            "a service",
            { services: ["import-export"] },
            /services cannot be "import-export"\. Did you mean "importexport"\? .*importexport, databox/,
        ],
        [
            "a level",
            { level: "warn" },
            /level cannot be "warn".*advisory, disabled, mandatory, remediate/,
        ],
        [
            "a key",
            { severitys: ["high"] },
            /has no "severitys"\. Did you mean "severities"\? .*severities, services, level/,
        ],
        ["a word instead of a list", { severities: "high" }, /severities cannot be/],
        ["nothing that a policy meets", { severities: ["low"], services: [] }, /no policy has/],
    ])(
        "refuses %s that does not exist: a pack must not be smaller than it reads",
        (_, selection, message) => {
            expect(() => selectPolicies(selection as PolicySelection)).toThrow(message);
        },
    );
});
