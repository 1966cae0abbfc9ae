import { drive, importJob, returnAddress, returnShipping } from "../../fixtures/jobInputs";
import { importExportJobs, doorsOf } from "../../fixtures/jobStack";
import { describeOperations } from "./operations";

describe.each(doorsOf(importExportJobs))(
    "An import job on the real engine, as a %s resource",
    (_, kind) => {
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
    },
);
