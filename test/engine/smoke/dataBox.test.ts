import {
    contactDetails,
    disk,
    importOrder,
    returnToCustomerPackageDetails,
    serialNumber,
    shippingAddress,
} from "../../fixtures/diskInputs";
import { customerDiskJobs, doorsOf } from "../../fixtures/jobStack";
import { describeOperations } from "./operations";

describe.each(doorsOf(customerDiskJobs))(
    "A customer-disk job on the real engine, as a %s resource",
    (_, kind) => {
        describeOperations({
            kind,
            args: (tags) => importOrder({ tags }),
            secrets: [
                serialNumber,
                disk.bitLockerKey,
                shippingAddress.streetAddress1,
                contactDetails.phone,
                contactDetails.emailList[0]!,
                returnToCustomerPackageDetails.carrierAccountNumber,
            ],
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
    },
);
