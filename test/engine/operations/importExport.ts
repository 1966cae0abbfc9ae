import { drive, importJob, returnAddress, returnShipping } from "../../fixtures/jobInputs";
import type { JobKind } from "../../fixtures/jobStack";
import { describeOperations } from "./operations";

/** The operations of an import job, by the provider that makes this kind. */
export function describeImportJob(kind: JobKind) {
    describeOperations({
        kind,
        args: (tags) =>
            importJob({
                tags,
                deletion: { waitMinutes: 0 },
                properties: { returnAddress, returnShipping },
            }),
        secrets: [
            drive.driveId,
            drive.bitLockerKey,
            returnAddress.streetAddress1,
            returnAddress.phone,
            returnAddress.email,
            returnShipping.carrierAccountNumber,
        ],
        moveTo: { "smoke-way": "Shipping", "smoke-late": "Packaging" },
        where: { "smoke-new": "Creating", "smoke-way": "Shipping", "smoke-late": "Packaging" },
        requests: {
            create: /^GET 404, PUT 201$/,
            update: /^GET 200, PATCH 200$/,
            delete: /^GET 200, DELETE 200$/,
            cancel: /^GET 200, PATCH 200, GET 200$/,
            refuse: /^GET 200$/,
        },
        cancelled: "cancelRequested",
    });
}
