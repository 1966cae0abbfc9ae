import type { Store } from "../state/store";
import { jobNamespaces, type JobNamespace } from "../jobs/job";
import { ArmError } from "./error";
import type { NamedJob, Route } from "./router";

export type RegistrationState = "Registered" | "NotRegistered";

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

    registration(subscriptionId: string, namespace: JobNamespace): RegistrationState {
        return (
            this.store.get<RegistrationState>("registrations", keyOf(subscriptionId, namespace)) ??
            this.initially
        );
    }

    setRegistration(
        subscriptionId: string,
        namespace: JobNamespace,
        state: RegistrationState,
    ): void {
        this.store.put("registrations", keyOf(subscriptionId, namespace), state);
    }

    /**
     * Making a job needs a registration with its provider, reading does not.
     *
     * @throws ArmError 409 `MissingSubscriptionRegistration`, with the namespace in `details[0].target`.
     */
    checkRegistered(route: Route, job: NamedJob | undefined): void {
        if (!job || route.method !== "PUT") return;
        const { namespace } = job;
        if (this.registration(job.name.subscriptionId, namespace) === "Registered") return;
        const message =
            `The subscription is not registered to use namespace '${namespace}'. ` +
            "See https://aka.ms/rps-not-found for how to register subscriptions.";
        throw new ArmError(409, "MissingSubscriptionRegistration", message, {
            details: [
                {
                    code: "MissingSubscriptionRegistration",
                    target: namespace,
                    message,
                },
            ],
        });
    }
}

// Registrations kept before there was a second provider have the subscription's id as their key.
function keyOf(subscriptionId: string, namespace: JobNamespace): string {
    const id = subscriptionId.toLowerCase();
    return namespace === jobNamespaces[0] ? id : `${id}/${namespace.toLowerCase()}`;
}
