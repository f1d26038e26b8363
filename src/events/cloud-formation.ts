// `events.cloudFormation.create`, `.update` and `.delete`: a stack has a custom resource made, changed or removed.

import type {
  CloudFormationCustomResourceCreateEvent,
  CloudFormationCustomResourceDeleteEvent,
  CloudFormationCustomResourceEventCommon,
  CloudFormationCustomResourceResourcePropertiesCommon,
  CloudFormationCustomResourceUpdateEvent,
} from 'aws-lambda'
import { domainOf } from '../function/partition.js'
import { type Kinds, readInput } from './input.js'
import { arnOf, originOf, type Place, PLACE_KINDS, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'
import { isPlainObject } from './plain-object.js'

/**
 * The properties as they reach the function: CloudFormation turns numbers and booleans into text.
 * https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1037
 */
export type PropertyTexts<Value> = Value extends number | boolean
  ? string
  : Value extends object
    ? { [Key in keyof Value]: PropertyTexts<Value[Key]> }
    : Value

/** The old properties have a `ServiceToken` too, which AWS's type does not say. */
type UpdateEvent<Properties extends object> = CloudFormationCustomResourceUpdateEvent<
  PropertyTexts<Properties>,
  PropertyTexts<Properties> & CloudFormationCustomResourceResourcePropertiesCommon
>

/** The custom resource, as the template has it. */
export interface CustomResourceInput<Properties extends object = object> extends Place {
  /** As written in the template; numbers and booleans become text. Default: none but the `ServiceToken`. */
  readonly properties?: Properties | undefined
  /** Default `MyResource`. */
  readonly logicalResourceId?: string | undefined
  /** Default `Custom::MyResource`. */
  readonly resourceType?: string | undefined
  /** Where the function sends what became of it. Default: one of CloudFormation's, which no test can reach. */
  readonly responseUrl?: string | undefined
  /** The stack's name. Default `my-stack`. */
  readonly stack?: string | undefined
  /** Name of the function that `ServiceToken` names. Default `my-function`. */
  readonly functionName?: string | undefined
}

/** A custom resource that there is already. */
export interface ExistingResourceInput<Properties extends object = object> extends CustomResourceInput<Properties> {
  /** What the function answered when it made the resource. Default `my-resource`. */
  readonly physicalResourceId?: string | undefined
}

/** A custom resource whose properties changed. */
export interface UpdatedResourceInput<Properties extends object = object> extends ExistingResourceInput<Properties> {
  /** The properties before the change. Default: none but the `ServiceToken`. */
  readonly oldProperties?: Properties | undefined
}

const CREATE_KINDS: Kinds<CustomResourceInput> = {
  properties: 'object',
  logicalResourceId: 'string',
  resourceType: 'string',
  responseUrl: 'string',
  stack: 'name',
  functionName: 'name',
  ...PLACE_KINDS,
}
const DELETE_KINDS: Kinds<ExistingResourceInput> = { ...CREATE_KINDS, physicalResourceId: 'string' }
export const UPDATE_KINDS: Kinds<UpdatedResourceInput> = { ...DELETE_KINDS, oldProperties: 'object' }

/**
 * A stack with the resource is created. The function answers nobody: it sends what became of it to `ResponseURL`, as a
 * CDK provider's does not (`events.cloudFormation.isComplete`).
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes-create.html
 */
export function createResource<Properties extends object = {}>(
  input?: CustomResourceInput<Properties>,
  overrides?: DeepPartial<CloudFormationCustomResourceCreateEvent<PropertyTexts<Properties>>>,
): CloudFormationCustomResourceCreateEvent<PropertyTexts<Properties>> {
  const where = 'events.cloudFormation.create'
  const event = requestOf(where, 'Create', readInput<CustomResourceInput>(where, input, CREATE_KINDS))
  return withOverrides<object>(where, event, overrides) as ReturnType<typeof createResource<Properties>>
}

/**
 * A stack is updated, and the resource's properties are others. The function sends what became of it to `ResponseURL`;
 * another `PhysicalResourceId` than before is a replacement, after which CloudFormation asks to delete the old one.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes-update.html
 */
export function updateResource<Properties extends object = {}>(
  input?: UpdatedResourceInput<Properties>,
  overrides?: DeepPartial<UpdateEvent<Properties>>,
): UpdateEvent<Properties> {
  const where = 'events.cloudFormation.update'
  const event = requestOf(where, 'Update', readInput<UpdatedResourceInput>(where, input, UPDATE_KINDS))
  return withOverrides<object>(where, event, overrides) as UpdateEvent<Properties>
}

/**
 * The stack is deleted, or the resource removed from it. The function sends what became of it to `ResponseURL`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes-delete.html
 */
export function deleteResource<Properties extends object = {}>(
  input?: ExistingResourceInput<Properties>,
  overrides?: DeepPartial<CloudFormationCustomResourceDeleteEvent<PropertyTexts<Properties>>>,
): CloudFormationCustomResourceDeleteEvent<PropertyTexts<Properties>> {
  const where = 'events.cloudFormation.delete'
  const event = requestOf(where, 'Delete', readInput<ExistingResourceInput>(where, input, DELETE_KINDS))
  return withOverrides<object>(where, event, overrides) as ReturnType<typeof deleteResource<Properties>>
}

/**
 * The request, with the fields that requests of that type have. Its callers give it the type of their properties, which
 * are texts only when it is made.
 */
export function requestOf(
  where: string,
  RequestType: 'Create' | 'Update' | 'Delete',
  input: UpdatedResourceInput,
): CloudFormationCustomResourceEventCommon & { readonly RequestType: string; readonly PhysicalResourceId?: string } {
  const origin = originOf(where, input)
  const { physicalResourceId = 'my-resource', stack = 'my-stack' } = input
  const ServiceToken = arnOf(origin, 'lambda', `function:${input.functionName ?? 'my-function'}`)
  const bucket = `cloudformation-custom-resource-response-${origin.region.replaceAll('-', '')}`
  return {
    RequestType,
    ServiceToken,
    ResponseURL: input.responseUrl ?? `https://${bucket}.s3.${domainOf(origin.region)}/EXAMPLE?X-Amz-Signature=EXAMPLE`,
    StackId: arnOf(origin, 'cloudformation', `stack/${stack}/${uuidAt(0)}`),
    RequestId: uuidAt(1),
    LogicalResourceId: input.logicalResourceId ?? 'MyResource',
    ...(RequestType !== 'Create' && { PhysicalResourceId: physicalResourceId }),
    ResourceType: input.resourceType ?? 'Custom::MyResource',
    ResourceProperties: { ServiceToken, ...texts(input.properties) },
    ...(RequestType === 'Update' && { OldResourceProperties: { ServiceToken, ...texts(input.oldProperties) } }),
  }
}

function texts(properties: object | undefined): object {
  return Object.fromEntries(Object.entries(properties ?? {}).map(([name, value]) => [name, asText(value)]))
}

function asText(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.map(asText)
  return isPlainObject(value) ? texts(value) : value
}
