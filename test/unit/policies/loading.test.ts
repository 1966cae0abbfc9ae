import { execFileSync } from "node:child_process";
import path from "node:path";

const dist = path.resolve(__dirname, "../../../policies/dist");

describe("the library and the pack's policies", () => {
    it("load nothing but this package's own files and the provider's pure ones, the plan of a deletion and the property tables among them", () => {
        const script = `
            require(${JSON.stringify(path.join(dist, "policies/index.js"))});
            console.log(JSON.stringify(Object.keys(require.cache)));
        `;
        const output = execFileSync(process.execPath, ["-e", script], { encoding: "utf8" });
        const loaded = (JSON.parse(output) as string[]).map((file) => path.relative(dist, file));
        expect(loaded.filter((file) => !file.startsWith("policies/")).sort()).toEqual([
            "provider/databox/flags.js",
            "provider/databox/lifecycle.js",
            "provider/databox/lifecycleObserved.js",
            "provider/databox/model.js",
            "provider/databox/propertyTable.js",
            "provider/databox/sameness.js",
            "provider/databox/stageNames.js",
            "provider/importexport/lifecycle.js",
            "provider/importexport/lifecycleObserved.js",
            "provider/importexport/model.js",
            "provider/importexport/propertyTable.js",
            "provider/importexport/sameness.js",
            "provider/importexport/stateNames.js",
            "provider/job/deletionOptions.js",
            "provider/job/deletionPlan.js",
            "provider/job/lastKnown.js",
            "provider/job/lifecycleRules.js",
            "provider/job/propertyTable.js",
            "provider/job/sameness.js",
            "provider/job/tags.js",
            "provider/job/unknowns.js",
        ]);
    });
});
