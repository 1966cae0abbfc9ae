/** What a program gives to a resource class, right and wrong: a user's error never ends in a TypeError. Both classes. */
import * as pulumi from "@pulumi/pulumi";
import { CustomerDiskJob, Job } from "pulumi-azure-importexport";
import { importOrder } from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";

let other: pulumi.Resource;
beforeAll(async () => {
    await pulumi.runtime.setMocks({
        newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs as object }),
        call: () => ({}),
    });
    other = new Job("other", importJob());
    await registered(other);
});

function registered(resource: pulumi.Resource): Promise<unknown> {
    return new Promise((resolve) => resource.urn.apply(resolve));
}

const classes = [
    {
        className: "Job",
        make: (args: unknown, opts?: pulumi.CustomResourceOptions) =>
            new Job("photos", args as never, opts),
        args: importJob() as Record<string, unknown>,
        required: ["resourceGroupName", "location", "properties"],
    },
    {
        className: "CustomerDiskJob",
        make: (args: unknown, opts?: pulumi.CustomResourceOptions) =>
            new CustomerDiskJob("photos", args as never, opts),
        args: importOrder() as Record<string, unknown>,
        required: ["resourceGroupName", "location", "transferType", "details"],
    },
];

describe.each(classes)("A $className", ({ className, make, args, required }) => {
    it.each(["owner", "creation", "autoJobName", "stackName"])(
        "refuses %s, which the class makes itself and would take away without a word",
        (name) => {
            expect(() => make({ ...args, [name]: "mine" })).toThrow(
                `${className} "photos": ${name} is not known here; take it out of the arguments. [InvalidInput]`,
            );
        },
    );

    describe.each(required)("without a right %s", (name) => {
        it.each([undefined, null, 7, "text", [], {}])(
            "is constructed, for check to refuse: %j",
            async (value) => {
                await registered(make({ ...args, [name]: value }));
            },
        );

        it("is constructed without the key", async () => {
            const { [name]: _left, ...others } = args;
            await registered(make(others));
        });
    });

    it("is constructed without any argument", async () => {
        await registered(make(undefined));
        await registered(make({}));
    });

    it.each<[string, () => pulumi.CustomResourceOptions, RegExp]>([
        [
            "import",
            () => ({ import: "/subscriptions/s/jobs/photos" }),
            /adoptExisting: true.*jobName/,
        ],
        ["deletedWith", () => ({ deletedWith: other }), /dependsOn/],
        ["deleteBeforeReplace", () => ({ deleteBeforeReplace: false }), /Leave the option out/],
    ])("refuses the option %s, and says what to do instead", (option, opts, advice) => {
        const thrown = (() => {
            try {
                return make(args, opts());
            } catch (error) {
                return error;
            }
        })();
        expect(pulumi.RunError.isInstance(thrown)).toBe(true);
        expect((thrown as Error).message).toContain(`${className} "photos": ${option} `);
        expect((thrown as Error).message).toMatch(advice);
    });

    it.each<[string, () => pulumi.CustomResourceOptions]>([
        ["aliases", () => ({ aliases: [{ name: "old" }] })],
        ["customTimeouts", () => ({ customTimeouts: { delete: "1h" } })],
        ["dependsOn", () => ({ dependsOn: [other] })],
        ["ignoreChanges", () => ({ ignoreChanges: ["tags"] })],
        ["parent", () => ({ parent: other })],
        ["protect", () => ({ protect: true })],
        ["replaceOnChanges", () => ({ replaceOnChanges: ["tags"] })],
        ["replaceWith", () => ({ replaceWith: [other] })],
        ["retainOnDelete", () => ({ retainOnDelete: true })],
        ["additionalSecretOutputs", () => ({ additionalSecretOutputs: ["name"] })],
    ])("takes the option %s", async (_option, opts) => {
        await registered(make(args, opts()));
    });
});
