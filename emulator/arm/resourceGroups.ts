import type { Store } from "../state/store";
import { ArmError, resourceGroupNotFound } from "./error";

/** What names a resource group. */
export interface ResourceGroupName {
    readonly subscriptionId?: string;
    readonly resourceGroupName: string;
}

/** A resource group, or the memory of one that was deleted. */
export interface ResourceGroup {
    readonly subscriptionId: string;
    readonly name: string;
    readonly location: string;
    readonly tags?: Readonly<Record<string, string>>;
    readonly deleted?: boolean;
}

/**
 * "Underscores, hyphens, periods, parentheses, and letters or digits as defined by the Char.IsLetterOrDigit function.
 * Can't end with period." (Naming rules and restrictions for Azure resources): letters of any writing.
 */
const nameRule = /^[\p{L}\p{N}_\-.()]*[\p{L}\p{N}_\-()]$/u;
const longestName = 90;

/** The resource groups of all subscriptions. */
export class ResourceGroups {
    /**
     * @param strict false: a PUT of a resource into a group that nobody ever made makes the group,
     * so that a stack can be tried without one. Real Azure is strict. A deleted group stays deleted
     * in both.
     */
    constructor(
        private readonly store: Store,
        private readonly strict: boolean,
    ) {}

    find(name: ResourceGroupName): ResourceGroup | undefined {
        const group = this.store.get<ResourceGroup>("resourceGroups", keyOf(name));
        return group?.deleted ? undefined : group;
    }

    all(subscriptionId: string): ResourceGroup[] {
        return this.store
            .values<ResourceGroup>("resourceGroups")
            .filter((group) => !group.deleted)
            .filter((group) => group.subscriptionId.toLowerCase() === subscriptionId.toLowerCase());
    }

    put(group: ResourceGroup): ResourceGroup {
        this.store.put("resourceGroups", keyOf({ ...group, resourceGroupName: group.name }), group);
        return group;
    }

    delete(group: ResourceGroup): void {
        this.put({ ...group, deleted: true });
    }

    /** @throws ArmError 404 `ResourceGroupNotFound`. */
    check(name: ResourceGroupName): ResourceGroup {
        const group = this.find(name);
        if (!group) throw resourceGroupNotFound(name.resourceGroupName);
        return group;
    }

    /**
     * The group that a new resource goes into: its name as the group was created.
     *
     * @throws ArmError 404 `ResourceGroupNotFound`, 400 for a name that no group can have.
     */
    forNewResource(name: ResourceGroupName): string {
        const known = this.store.get<ResourceGroup>("resourceGroups", keyOf(name));
        if (known || this.strict) return this.check(name).name;
        checkResourceGroupName(name.resourceGroupName);
        return this.ensure(name).name;
    }

    /** The group of that name, made if it is not there. */
    ensure(name: ResourceGroupName): ResourceGroup {
        return (
            this.find(name) ??
            this.put({
                subscriptionId: name.subscriptionId ?? "",
                name: name.resourceGroupName,
                location: "westus",
            })
        );
    }
}

/** @throws ArmError 400 for a name that Resource Manager's naming rule refuses. */
export function checkResourceGroupName(name: string): void {
    if (name.length > longestName || !nameRule.test(name)) {
        throw new ArmError(
            400,
            "InvalidResourceGroupName",
            "A resource group's name has 1 to 90 letters, digits, underscores, hyphens, full stops " +
                "and parentheses, and does not end with a full stop.",
        );
    }
}

function keyOf({ subscriptionId, resourceGroupName }: ResourceGroupName): string {
    return `${subscriptionId}/${resourceGroupName}`.toLowerCase();
}
