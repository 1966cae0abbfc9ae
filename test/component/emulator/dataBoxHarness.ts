import type { ArmRequestOptions, ArmResponse, CheckedEmulator } from "./harness";

/** An order as the answers show it. */
export interface OrderBody {
    readonly id: string;
    readonly name: string;
    readonly location: string;
    readonly type: string;
    readonly tags: Record<string, string>;
    readonly sku: Record<string, string>;
    readonly identity: Record<string, unknown>;
    readonly systemData: Record<string, string>;
    readonly properties: {
        readonly status?: string;
        readonly isCancellable: boolean;
        readonly isDeletable: boolean;
        readonly isCancellableWithoutFee: boolean;
        readonly isShippingAddressEditable: boolean;
        readonly cancellationReason?: string;
        readonly details: Record<string, Record<string, unknown>> & {
            readonly jobStages?: { stageName: string; stageStatus: string; stageTime?: string }[];
            readonly copyProgress?: Record<string, unknown>[];
            readonly copyLogDetails?: Record<string, unknown>[];
        };
    } & Record<string, unknown>;
    readonly error: { code: string; message: string; target?: string };
    readonly value: OrderBody[];
    readonly nextLink?: string;
}

export type OrderResponse = ArmResponse<OrderBody>;

/** The version that the newest recording of a customer's own disks used. */
export const dataBoxApiVersion = "2025-02-01";

export const bitLockerKey = "238810-662376-448998-450120-652806-203390-606320-483076";
export const accountNumber = "123456789";
export const storageAccount =
    "/subscriptions/SUB/resourceGroups/rg-test/providers/Microsoft.Storage/storageAccounts/archive";

/** The details of an import order of two disks, as the recorded client sent them. */
export function importDetails(details: object = {}): Record<string, unknown> {
    const disk = { manifestFile: "\\DriveManifest.xml", manifestHash: "A".repeat(32) };
    return {
        jobDetailsType: "DataBoxCustomerDisk",
        contactDetails: {
            contactName: "Ada Example",
            phone: "4255550100",
            emailList: ["ada@contoso.example"],
        },
        shippingAddress: {
            streetAddress1: "1 Example Way",
            city: "Redmond",
            stateOrProvince: "WA",
            postalCode: "98052",
            country: "US",
        },
        dataImportDetails: [
            {
                accountDetails: {
                    dataAccountType: "StorageAccount",
                    storageAccountId: storageAccount,
                },
            },
        ],
        importDiskDetailsCollection: {
            "DISK-1": { ...disk, bitLockerKey },
            "DISK-2": { ...disk, bitLockerKey },
        },
        returnToCustomerPackageDetails: {
            carrierName: "FedEx",
            carrierAccountNumber: accountNumber,
        },
        ...details,
    };
}

/** The body of an import order; `details` and `rest` are laid over it. */
export function importOrder(details: object = {}, rest: object = {}): Record<string, unknown> {
    return {
        location: "westus",
        sku: { name: "DataBoxCustomerDisk" },
        properties: { transferType: "ImportToAzure", details: importDetails(details) },
        ...rest,
    };
}

/** The body of an export order of everything. */
export function exportOrder(details: object = {}): Record<string, unknown> {
    const include = { dataAccountType: "StorageAccount", transferAllBlobs: true };
    return importOrder(
        {},
        {
            properties: {
                transferType: "ExportFromAzure",
                details: importDetails({
                    dataImportDetails: undefined,
                    importDiskDetailsCollection: undefined,
                    dataExportDetails: [
                        {
                            accountDetails: {
                                dataAccountType: "StorageAccount",
                                storageAccountId: storageAccount,
                            },
                            transferConfiguration: {
                                transferConfigurationType: "TransferAll",
                                transferAllDetails: { include },
                            },
                        },
                    ],
                    ...details,
                }),
            },
        },
    );
}

export const shipment = {
    deliverToDcPackageDetails: { carrierName: "FedEx", trackingId: "992016102507" },
};

/** Asks the emulator's Microsoft.DataBox about the orders of the group `rg-test`. */
export class Orders {
    constructor(readonly emulator: CheckedEmulator) {}

    get path(): string {
        return this.emulator.jobsPath.replace("Microsoft.ImportExport", "Microsoft.DataBox");
    }

    id(name: string): string {
        return `${this.path}/${name}`;
    }

    /** The storage account of the orders made here. */
    get account(): string {
        return storageAccount.replace("SUB", this.emulator.subscriptionId);
    }

    async ask(
        method: string,
        path: string,
        body?: unknown,
        options: ArmRequestOptions = {},
    ): Promise<OrderResponse> {
        const here =
            typeof body === "object" && body !== null
                ? (JSON.parse(
                      JSON.stringify(body).replaceAll("/SUB/", `/${this.emulator.subscriptionId}/`),
                  ) as object)
                : body;
        const asked = { apiVersion: dataBoxApiVersion, ...options };
        return (await this.emulator.arm(method, path, here, asked)) as unknown as OrderResponse;
    }

    /** Sends a request to the order itself, or to one of its actions. */
    on(
        name: string,
        method: string,
        body?: unknown,
        action = "",
        options?: ArmRequestOptions,
    ): Promise<OrderResponse> {
        return this.ask(method, this.id(name) + (action && `/${action}`), body, options);
    }

    /** Makes an order and follows its addresses until it answers. */
    async make(name: string, body: unknown = importOrder()): Promise<OrderBody> {
        return (await this.follow(await this.on(name, "PUT", body))).body;
    }

    /** The order, with everything that can be shown of it. */
    async look(name: string): Promise<OrderBody> {
        const { status, body } = await this.ask("GET", `${this.id(name)}?$expand=details`);
        expect(status).toBe(200);
        return body;
    }

    /** Follows the newest Location until there is none. @returns the last answer. */
    async follow(answer: OrderResponse, most = 20): Promise<OrderResponse> {
        let last = answer;
        for (let polls = 0; last.status === 202; polls++) {
            if (polls === most) throw new Error(`It is not over after ${most} polls.`);
            last = await this.poll(last);
        }
        return last;
    }

    /** Asks once at the address that an answer gave. */
    poll(answer: OrderResponse): Promise<OrderResponse> {
        const location = answer.headers.location ?? "";
        expect(location.startsWith(this.emulator.endpoint)).toBe(true);
        const path = location.slice(this.emulator.endpoint.length);
        return this.ask("GET", path, undefined, { apiVersion: null });
    }
}
