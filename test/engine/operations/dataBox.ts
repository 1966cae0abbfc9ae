import { importOrder, orderSecrets } from "../../fixtures/diskInputs";
import type { JobKind } from "../../fixtures/jobStack";
import { describeOperations } from "./operations";

/** The operations of a customer-disk order, by the provider that makes this kind. */
export function describeCustomerDiskJob(kind: JobKind) {
    describeOperations({
        kind,
        args: (tags) => importOrder({ tags }),
        secrets: orderSecrets,
        moveTo: { "smoke-new": "Completed", "smoke-late": "DataCopy" },
        where: { "smoke-new": "Completed", "smoke-way": "Created", "smoke-late": "DataCopy" },
        requests: {
            create: /^GET 404, PUT 202, GET 200$/,
            update: /^GET 200, PATCH 202, GET 200$/,
            delete: /^GET 200, DELETE 202$/,
            cancel: /^GET 200, POST 204, GET 200, DELETE 202$/,
            refuse: /^GET 200$/,
        },
        cancelled: "deleted",
    });
}
