import { dynamicProvider, type DoorMethods } from "../dynamic/dynamicProvider";
import { methodsOf } from "../job/methods";
import type { CustomerDiskInputs, CustomerDiskOutputs } from "./model";
import { customerDisk } from "./service";
import { Session } from "./session";

/**
 * What Pulumi's dynamic-provider process calls: check, diff, create, read, update, delete of a customer-disk job.
 *
 * Pulumi keeps one line of text with every resource, which requires this module of the installed
 * package (storedProvider.ts). So `provider` must go on answering for every state ever written.
 */

/** What each method does with a job. */
export const methods: DoorMethods<Session, CustomerDiskInputs, CustomerDiskOutputs> = {
    ...methodsOf(customerDisk),
    openSession: (operation, call) => new Session(operation, call),
};

/** The dynamic provider. */
export const provider = dynamicProvider(methods);
