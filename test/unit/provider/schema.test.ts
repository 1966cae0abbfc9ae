import manifest from "../../../provider/package.json";
import schema from "../../../provider/plugin/schema.json";

interface Property {
    secret?: boolean;
    willReplaceOnChanges?: boolean;
    description?: string;
    [more: string]: unknown;
}
type Properties = Record<string, Property>;

const { resources, functions, types, config } = schema;
const job = resources["azure-importexport:importexport:Job"];
const order = resources["azure-importexport:databox:CustomerDiskJob"];
const jobProperties = types["azure-importexport:importexport:JobProperties"].properties;
const orderDetails = types["azure-importexport:databox:CustomerDiskJobDetails"].properties;

const secretOf = (properties: Properties) => marked(properties, "secret");
const replacingOf = (properties: Properties) => marked(properties, "willReplaceOnChanges");

function marked(properties: Properties, mark: "secret" | "willReplaceOnChanges"): string[] {
    return Object.keys(properties)
        .filter((name) => properties[name]![mark])
        .sort();
}

// That it is what the code says, docs.test.ts checks; here stands, written by hand, what it must say.
describe("The schema of the packaged provider", () => {
    it("has the version of the npm package", () => {
        expect(schema.version).toBe(manifest.version);
    });

    it("has these resources and functions", () => {
        expect(Object.keys(resources)).toEqual([
            "azure-importexport:importexport:Job",
            "azure-importexport:databox:CustomerDiskJob",
        ]);
        expect(Object.keys(functions).sort()).toEqual([
            "azure-importexport:databox:getCustomerDiskJob",
            "azure-importexport:databox:getDataCenterAddress",
            "azure-importexport:databox:listAvailableSkus",
            "azure-importexport:databox:listCustomerDiskCredentials",
            "azure-importexport:databox:listCustomerDiskJobs",
            "azure-importexport:importexport:getJob",
            "azure-importexport:importexport:getLocation",
            "azure-importexport:importexport:listBitLockerKeys",
            "azure-importexport:importexport:listJobs",
            "azure-importexport:importexport:listLocations",
        ]);
    });

    it("lets a stack move from the dynamic resources in place", () => {
        expect(job.aliases).toEqual([{ type: "pulumi-nodejs:dynamic/importexport:Job" }]);
        expect(order.aliases).toEqual([{ type: "pulumi-nodejs:dynamic/databox:CustomerDiskJob" }]);
    });

    it("asks for what a program must give, and for nothing that the provider makes itself", () => {
        expect(job.requiredInputs).toEqual(["resourceGroupName"]);
        expect(order.requiredInputs).toEqual(["resourceGroupName", "transferType"]);
        for (const { inputProperties, properties } of [job, order]) {
            for (const own of ["owner", "autoJobName", "creation", "stackName", "__provider"]) {
                expect(inputProperties).not.toHaveProperty(own);
                expect(properties).not.toHaveProperty(own);
            }
        }
    });

    it("marks as secret what is a key or personal data", () => {
        expect(secretOf(job.properties)).toEqual(["bitLockerKeys", "properties", "systemData"]);
        expect(secretOf(jobProperties)).toEqual([
            "deliveryPackage",
            "driveList",
            "returnAddress",
            "returnShipping",
        ]);
        expect(secretOf(order.properties)).toEqual(["details", "diskSecrets", "systemData"]);
        expect(secretOf(order.inputProperties)).toEqual(["deliverToDcPackageDetails"]);
        expect(secretOf(orderDetails)).toEqual([
            "contactDetails",
            "dataExportDetails",
            "dataImportDetails",
            "importDiskDetailsCollection",
            "returnToCustomerPackageDetails",
            "reverseShippingDetails",
            "shippingAddress",
        ]);
    });

    it("marks as secret what the functions tell of somebody, and every key", () => {
        const told = Object.entries(functions).map(([token, { outputs }]) => [
            token.split(":").pop(),
            secretOf(outputs.properties),
        ]);
        expect(Object.fromEntries(told)).toEqual({
            getJob: ["identity", "properties", "systemData"],
            listJobs: ["jobs"],
            getLocation: [],
            listLocations: [],
            listBitLockerKeys: ["bitLockerKeys"],
            getCustomerDiskJob: ["details", "identity", "systemData"],
            listCustomerDiskJobs: ["customerDiskJobs"],
            listAvailableSkus: [],
            getDataCenterAddress: [],
            listCustomerDiskCredentials: ["diskSecrets"],
        });
    });

    it("marks as secret the settings that log in", () => {
        expect(secretOf(config.variables)).toEqual([
            "clientCertificatePassword",
            "clientSecret",
            "oidcRequestToken",
            "oidcToken",
        ]);
        expect(schema.provider.inputProperties).toEqual(config.variables);
    });

    it("says which changes replace a job", () => {
        const placed = ["jobName", "location", "resourceGroupName", "subscriptionId"];
        expect(replacingOf(job.inputProperties)).toEqual(placed);
        expect(replacingOf(jobProperties)).toEqual([
            "diagnosticsPath",
            "encryptionKey",
            "export",
            "jobType",
            "storageAccountId",
        ]);
        expect(replacingOf(order.inputProperties)).toEqual(
            ["deliveryInfo", "deliveryType", ...placed, "transferType"].sort(),
        );
        expect(
            replacingOf(types["azure-importexport:databox:CustomerDiskJobSku"].properties),
        ).toEqual(["name"]);
        expect(replacingOf(orderDetails)).toEqual([
            "dataExportDetails",
            "dataImportDetails",
            "enableManifestBackup",
            "expectedDataSizeInTeraBytes",
            "importDiskDetailsCollection",
        ]);
    });

    it("leaves the service's words text, so that a word of tomorrow needs no new SDK", () => {
        expect(JSON.stringify(schema)).not.toContain('"enum"');
        expect(jobProperties.jobType).toMatchObject({ type: "string" });
        expect(job.properties.state).toMatchObject({ type: "string" });
    });

    it("describes everything that a program gives, and says nothing that holds for TypeScript only", () => {
        for (const { description, inputProperties, properties } of [job, order]) {
            expect(description).toMatch(/^An Azure /);
            for (const [name, property] of Object.entries<Property>({
                ...properties,
                ...inputProperties,
            })) {
                expect({ name, description: property.description }).toEqual({
                    name,
                    description: expect.stringMatching(/./) as string,
                });
            }
        }
        expect(JSON.stringify(schema)).not.toMatch(/dynamic resource|@link|Output` form/);
    });
});
