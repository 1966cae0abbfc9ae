/** What the packaged provider makes for itself beside the inputs, and takes from no program. */
import { randomUUID } from "node:crypto";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { importOrder } from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";
import { packagedCustomerDiskJobs, packagedImportExportJobs } from "../../fixtures/jobStack";
import { ProviderProcess, struct } from "./providerProcess";
import { testedProvider } from "./testedProvider";
const tested = testedProvider((env) => ProviderProcess.startPackaged(env));

const owner = "organization/test/dev/photos";

describe.each([
    ["Job", packagedImportExportJobs, importJob()],
    ["CustomerDiskJob", packagedCustomerDiskJobs, importOrder()],
])("An internal input of a packaged %s", (_, { type }, inputs) => {
    /** As the engine asks: what a program writes reaches the provider as it is. */
    const check = async (olds: object, news: object) => {
        const request = new messages.CheckRequest();
        request.setUrn(`urn:pulumi:dev::test::${type}::photos`);
        request.setOlds(struct(olds));
        request.setNews(struct(news));
        const answer = await tested.provider.ask<messages.CheckResponse>((client, done) =>
            client.check(request, done),
        );
        return answer.getFailuresList().map((failure) => failure.toObject());
    };

    it.each([
        ["owner", owner],
        ["creation", randomUUID()],
        ["autoJobName", "photos-1a2b3c4d"],
    ])("%s is refused by its name, and nothing is asked of Azure", async (name, value) => {
        const asked = tested.emulator.requests().length;
        expect(await check({}, { ...inputs, [name]: value })).toContainEqual({
            property: "",
            reason: `${name} is not known here; take it out of the program [InvalidInput]`,
        });
        expect(tested.emulator.requests()).toHaveLength(asked);
    });

    it("is taken when it is the one that the stack has", async () => {
        const olds = { ...inputs, owner };
        const findings = await check(olds, olds);
        expect(findings.filter(({ reason }) => reason.startsWith("owner "))).toEqual([]);
    });
});
