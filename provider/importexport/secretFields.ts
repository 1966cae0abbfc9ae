import { secretFieldsOf } from "../job/secretFields";
import { properties } from "./propertyTable";

/** What of these jobs no error and no line may show. */
export const secretFields = secretFieldsOf(properties);
