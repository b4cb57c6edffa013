import type { Config } from '../../shared-types/src/payload-types'

// Payload would write this into the generated file, but shared-types must not know Payload.
declare module 'payload' {
  export interface GeneratedTypes extends Config {}
}
