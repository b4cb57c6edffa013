/**
 * Next calls it once when the server starts. It connects and migrates the database, and starts the jobs, which would
 * otherwise wait for the first request, and the webhook relay.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { stampClientAddresses } = await import('./auth/client-address')
  stampClientAddresses()
  const { repairAddresses } = await import('./requests/accept-request')
  repairAddresses()
  const { getPayload } = await import('payload')
  const { default: config } = await import('@payload-config')
  const payload = await getPayload({ config, cron: true })
  const { env } = await import('./env')
  const { startRelay } = await import('./webhooks/relay')
  startRelay(payload, { targets: env.targets })
}
