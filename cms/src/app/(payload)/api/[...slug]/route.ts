import config from '@payload-config'
import { REST_DELETE, REST_GET, REST_OPTIONS, REST_PATCH, REST_POST, REST_PUT } from '@payloadcms/next/routes'
import { acceptRequest } from '../../../../requests/accept-request'

export const GET = acceptRequest(REST_GET(config))
export const POST = acceptRequest(REST_POST(config))
export const DELETE = acceptRequest(REST_DELETE(config))
export const PATCH = acceptRequest(REST_PATCH(config))
export const PUT = acceptRequest(REST_PUT(config))
export const OPTIONS = acceptRequest(REST_OPTIONS(config))
