/** Where the requests of today are not those of the record, and why they may be others. */
export interface AllowedDifference {
    readonly service: string;
    readonly scenario: string;
    /** The row of the issue that explains it. */
    readonly row: string;
    /** What is asked now: what each step's requests are instead, by the number of the step, counted from 1. */
    readonly now?: Readonly<Record<number, readonly { asks: string; body?: unknown }[]>>;
    /** What is asked besides: by the number of the step, after which of the record's requests, both counted from 1. */
    readonly added?: Readonly<Record<number, readonly { after: number; asks: string }[]>>;
}

const renewed = "1. A takeover renews the identity in the owner tag";
const newPlace =
    "32. A job is not deleted for one that cannot be made: the new place is looked at before";
const group = "/subscriptions/{subscription}/resourceGroups/rg-archive/providers";
const job = `${group}/Microsoft.ImportExport/jobs/photos?api-version=2021-01-01`;
const order = `${group}/Microsoft.DataBox/jobs/photos`;
const operation =
    "/subscriptions/{subscription}/providers/Microsoft.DataBox/locations/westus/operationResults/{operation}?api-version=2025-02-01&c=***&h=***&s=***&t=***";
const tags = { tags: { "pulumi-owner": "organization/test/dev/photos" } };
const drives = {
    properties: {
        driveList: [
            {
                bitLockerKey: "238810-662376-448998-450120-652806-203390-606320-483076",
                driveId: "9CA995BB",
                manifestFile: "\\DriveManifest.xml",
                manifestHash: "109B21108597EF36D5785F08303F3638",
            },
        ],
    },
};
const orderRenewed = [
    { asks: `GET ${order}?$expand=details&api-version=2025-02-01` },
    { asks: `PATCH ${order}?api-version=2025-02-01`, body: tags },
    { asks: `GET ${operation}` },
    { asks: `GET ${operation}` },
    { asks: `GET ${order}?api-version=2025-02-01` },
];

/** Written by hand, one by one; none was made by recording anew. */
export const allowedDifferences: readonly AllowedDifference[] = [
    {
        service: "Import/Export",
        row: newPlace,
        scenario: "a job gets another name",
        added: { 2: [{ after: 1, asks: `GET ${job.replace("photos", "renamed")}` }] },
    },
    {
        service: "Data Box",
        row: newPlace,
        scenario: "an order gets another name",
        added: {
            2: [
                {
                    after: 1,
                    asks: `GET ${order.replace("photos", "renamed")}?$expand=details&api-version=2025-02-01`,
                },
            ],
        },
    },
    ...lookedForElsewhere(
        "Import/Export",
        "jobs that were never shipped are gone",
        "Microsoft.ImportExport/jobs?api-version=2021-01-01",
    ),
    {
        service: "Import/Export",
        row: "27. A DELETE that finds none, after the look that found one: it may have been moved meanwhile",
        scenario: "a deletion's answer is lost, and it is refused",
        added: {
            2: [
                {
                    after: 3,
                    asks: "GET /subscriptions/{subscription}/providers/Microsoft.ImportExport/jobs?api-version=2021-01-01",
                },
            ],
        },
    },
    ...lookedForElsewhere(
        "Data Box",
        "orders that were never shipped are gone",
        "Microsoft.DataBox/jobs?api-version=2025-02-01",
    ),
    {
        service: "Import/Export",
        scenario: "Pulumi is killed after the creation, and the next up takes the job over",
        row: renewed,
        now: {
            2: [{ asks: `GET ${job}` }, { asks: `PATCH ${job}`, body: { ...tags, ...drives } }],
        },
    },
    {
        service: "Import/Export",
        scenario: "Pulumi is killed after the shipment was announced",
        row: renewed,
        now: {
            2: [{ asks: `GET ${job}` }, { asks: `PATCH ${job}`, body: { ...tags, ...drives } }],
        },
    },
    {
        service: "Data Box",
        scenario: "Pulumi is killed after the creation, and the next up takes the order over",
        row: renewed,
        now: { 2: orderRenewed },
    },
    {
        service: "Data Box",
        scenario: "Pulumi is killed after the shipment was announced",
        row: renewed,
        now: { 2: orderRenewed },
    },
];

/** The scenarios in which a job that the stack has seen is gone: one list for each, after the GET that finds none. */
function lookedForElsewhere(
    service: string,
    neverShipped: string,
    jobs: string,
): AllowedDifference[] {
    const row = "27. A job moved to another resource group is gone, and it is looked for";
    const asks = `GET /subscriptions/{subscription}/providers/${jobs}`;
    const purged = service === "Data Box" ? "an order that was shipped" : "a job that was shipped";
    return [
        {
            service,
            row,
            scenario: neverShipped,
            // The refresh of two jobs, one list for both, and the destroy of the one that was made again.
            added: { 2: [{ after: 1, asks }], 4: [{ after: 1, asks }] },
        },
        {
            service,
            row,
            scenario: `${purged} is gone, and stays as purged`,
            // Once: a job that has been called purged is not looked for again.
            added: { 2: [{ after: 1, asks }] },
        },
        {
            service,
            row,
            scenario: "Pulumi is killed between the two halves of a replacement, and after both",
            // The preview's judgement; the delete, which finds none either, has its list.
            added: { 3: [{ after: 1, asks }] },
        },
        {
            service,
            row,
            scenario: "Pulumi is killed after an update, and after a deletion",
            added: { 5: [{ after: 1, asks }] },
        },
    ];
}
