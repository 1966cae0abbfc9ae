import { plainLocationName } from "../jobs/dataCenters";
import type { KeptJob } from "../jobs/job";
import type { JobRegister } from "../jobs/jobRegister";
import { oneOfEachName } from "../jobs/tagNames";
import { sameText } from "../jobs/listPage";
import { ArmError, invalidRequest } from "./error";
import type { Locks } from "./locks";
import { checkResourceGroupName, type ResourceGroup, type ResourceGroups } from "./resourceGroups";
import { operation, type ArmAnswer, type ArmCall, type Route } from "./router";

/** Resource groups and the list of what is in them. */
export class ResourceGroupRoutes {
    constructor(
        private readonly groups: ResourceGroups,
        private readonly registers: readonly JobRegister[],
        private readonly locks: Locks,
    ) {}

    routes(): readonly Route[] {
        const all = "/subscriptions/{subscriptionId}/resourceGroups";
        const one = `${all}/{resourceGroupName}`;
        const routes = [
            operation("GET", "ResourceGroups_List", all, (call) => this.list(call)),
            operation("GET", "ResourceGroups_Get", one, (call) => ({
                status: 200,
                body: answer(this.existing(call)),
            })),
            operation("HEAD", "ResourceGroups_CheckExistence", one, (call) => {
                this.existing(call);
                return { status: 204 };
            }),
            operation("PUT", "ResourceGroups_CreateOrUpdate", one, (call) =>
                this.createOrUpdate(call),
            ),
            operation("PATCH", "ResourceGroups_Update", one, (call) => this.update(call)),
            operation("DELETE", "ResourceGroups_Delete", one, (call) => this.delete(call)),
            operation(
                "GET",
                "Resources_List",
                "/subscriptions/{subscriptionId}/resources",
                (call) => this.resources(call),
            ),
            operation("GET", "Resources_ListByResourceGroup", `${one}/resources`, (call) => {
                this.existing(call);
                return this.resources(call);
            }),
        ];
        return routes.map((route) => ({ ...route, apiVersions: "any" }));
    }

    private list({ params }: ArmCall): ArmAnswer {
        const groups = this.groups.all(params.subscriptionId ?? "");
        return { status: 200, body: { value: groups.map(answer) } };
    }

    private createOrUpdate({ params, body }: ArmCall): ArmAnswer {
        const name = groupName(params);
        checkResourceGroupName(name.resourceGroupName);
        const { location, tags } = groupBody(body);
        const existing = this.groups.find(name);
        if (location === undefined) {
            throw new ArmError(
                400,
                "LocationRequired",
                "The location property is required for this definition.",
            );
        }
        if (existing && plainLocationName(location) !== existing.location) {
            throw new ArmError(
                409,
                "InvalidResourceGroupLocation",
                `The Resource group '${existing.name}' already exists in location '${existing.location}'.`,
            );
        }
        const group = this.groups.put({
            subscriptionId: name.subscriptionId,
            name: existing?.name ?? name.resourceGroupName,
            location: plainLocationName(location),
            tags,
        });
        return { status: existing ? 200 : 201, body: answer(group) };
    }

    private update(call: ArmCall): ArmAnswer {
        const group = this.existing(call);
        const { tags = group.tags } = groupBody(call.body);
        return { status: 200, body: answer(this.groups.put({ ...group, tags })) };
    }

    /**
     * Deletes the group and the jobs in it. A job that cannot be deleted stays, and the group with
     * it: Resource Manager asks each resource's provider, which is bound to its own rule (assumed).
     */
    private delete(call: ArmCall): ArmAnswer {
        const group = this.existing(call);
        this.locks.checkDeletable(
            `/subscriptions/${group.subscriptionId}/resourceGroups/${group.name}`,
        );
        const jobs = this.jobsIn(call.params);
        const kept = jobs.filter(({ problem }) => problem !== undefined);
        for (const { register, job, problem } of jobs) {
            if (problem === undefined) register.remove({ ...job, jobName: job.name });
        }
        if (kept.length === 0) {
            this.groups.delete(group);
            return { status: 200 };
        }
        throw new ArmError(
            409,
            "ResourceGroupDeletionBlocked",
            `Deletion of resource group '${group.name}' failed as resources in it could not be deleted.`,
            {
                details: kept.map(({ register, job, problem = "" }) => ({
                    code: "Conflict",
                    target: register.idOf(job),
                    message: problem,
                })),
            },
        );
    }

    private resources({ params, query }: ArmCall): ArmAnswer {
        const type = /resourceType eq '([^']*)'/i.exec(query.get("$filter") ?? "")?.[1];
        const value = this.jobsIn(params)
            .map(({ register, job }) => ({
                id: register.idOf(job),
                name: job.name,
                type: `${register.kind.namespace}/jobs`,
                location: job.location,
                tags: job.tags,
            }))
            .filter((resource) => type === undefined || sameText(resource.type, type));
        return { status: 200, body: { value } };
    }

    private jobsIn({ subscriptionId, resourceGroupName }: ArmCall["params"]): JobInGroup[] {
        return this.registers.flatMap((register) =>
            register
                .all()
                .filter(
                    (job) =>
                        sameText(job.subscriptionId, subscriptionId) &&
                        (resourceGroupName === undefined ||
                            sameText(job.resourceGroupName, resourceGroupName)),
                )
                .map((job) => ({ register, job, problem: register.kind.undeletable(job) })),
        );
    }

    private existing({ params }: ArmCall): ResourceGroup {
        return this.groups.check(groupName(params));
    }
}

interface JobInGroup {
    readonly register: JobRegister;
    readonly job: KeptJob;
    /** Why the job cannot be deleted now; undefined: it can. */
    readonly problem: string | undefined;
}

function groupName(params: ArmCall["params"]): {
    subscriptionId: string;
    resourceGroupName: string;
} {
    return {
        subscriptionId: params.subscriptionId ?? "",
        resourceGroupName: params.resourceGroupName ?? "",
    };
}

function groupBody(body: unknown): { location?: string; tags?: Record<string, string> } {
    const { location, tags } = Object(body) as { location?: unknown; tags?: unknown };
    if (location !== undefined && (typeof location !== "string" || !/\S/.test(location))) {
        throw invalidRequest(
            "The request content was invalid: 'location' must be text.",
            "location",
        );
    }
    const areTags =
        typeof tags === "object" &&
        tags !== null &&
        Object.values(tags).every((tag) => typeof tag === "string");
    if (tags !== undefined && tags !== null && !areTags) {
        throw invalidRequest("The request content was invalid: 'tags' must be texts.", "tags");
    }
    return { location, tags: areTags ? oneOfEachName(tags as Record<string, string>) : undefined };
}

function answer({ subscriptionId, name, location, tags }: ResourceGroup): object {
    return {
        id: `/subscriptions/${subscriptionId}/resourceGroups/${name}`,
        name,
        type: "Microsoft.Resources/resourceGroups",
        location,
        tags,
        properties: { provisioningState: "Succeeded" },
    };
}
