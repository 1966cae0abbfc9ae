import * as pulumi from "@pulumi/pulumi";
import { Job } from "pulumi-azure-importexport";
import { importArgs } from "./jobInputs";

describe("a stack under Pulumi's mocks", () => {
    it("makes a job without an organisation's name", async () => {
        const seen: pulumi.runtime.MockResourceArgs[] = [];
        await pulumi.runtime.setMocks({
            newResource: (args) => {
                seen.push(args);
                return {
                    id: `${args.name}-id`,
                    state: { ...(args.inputs as object), state: "Creating" },
                };
            },
            call: () => ({}),
        });
        const job = new Job("photos", importArgs);
        const state = await new Promise((resolve) => job.state.apply(resolve));
        expect(state).toBe("Creating");
        expect(seen.map(({ type }) => type)).toEqual(["pulumi-nodejs:dynamic/importexport:Job"]);
        expect(seen[0]?.inputs).toMatchObject({ owner: "organization/project/stack/photos" });
    });
});
