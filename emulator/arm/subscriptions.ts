import type { Store } from "../state/store";
import { ArmError } from "./error";
import type { Route } from "./router";

export type RegistrationState = "Registered" | "NotRegistered";

export const importExportNamespace = "Microsoft.ImportExport";

/** The subscriptions there are, and what each is registered for. */
export class Subscriptions {
    constructor(
        private readonly store: Store,
        readonly ids: readonly string[],
        /** What a subscription is before anybody registers or unregisters it. */
        private readonly initially: RegistrationState,
    ) {}

    /** @throws ArmError 400 for an id that is no GUID, 404 for a subscription that does not exist. */
    check(subscriptionId: string): void {
        if (this.ids.some((id) => id.toLowerCase() === subscriptionId.toLowerCase())) return;
        if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(subscriptionId)) {
            throw new ArmError(
                400,
                "InvalidSubscriptionId",
                "The provided subscription identifier is malformed or invalid.",
            );
        }
        throw new ArmError(
            404,
            "SubscriptionNotFound",
            `The subscription '${subscriptionId}' could not be found.`,
        );
    }

    registration(subscriptionId: string): RegistrationState {
        return (
            this.store.get<RegistrationState>("registrations", subscriptionId.toLowerCase()) ??
            this.initially
        );
    }

    setRegistration(subscriptionId: string, state: RegistrationState): void {
        this.store.put("registrations", subscriptionId.toLowerCase(), state);
    }

    /**
     * Writing needs a registration, reading does not.
     *
     * @throws ArmError 409 `MissingSubscriptionRegistration`, with the namespace in `details[0].target`.
     */
    checkRegistered(route: Route, subscriptionId: string | undefined): void {
        if (subscriptionId === undefined || route.operation !== "Jobs_Create") return;
        if (this.registration(subscriptionId) === "Registered") return;
        const message =
            `The subscription is not registered to use namespace '${importExportNamespace}'. ` +
            "See https://aka.ms/rps-not-found for how to register subscriptions.";
        throw new ArmError(409, "MissingSubscriptionRegistration", message, {
            details: [
                {
                    code: "MissingSubscriptionRegistration",
                    target: importExportNamespace,
                    message,
                },
            ],
        });
    }
}
