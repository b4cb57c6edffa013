import '@payloadcms/next/css'
import '../../admin/admin.css'
import config from '@payload-config'
import { handleServerFunctions, RootLayout } from '@payloadcms/next/layouts'
import type { ServerFunctionClient } from 'payload'
import type { ReactNode } from 'react'
import { refuseServerFunction } from '../../requests/limits'
import { serverFunctions } from '../../schedule/schedule-access'
import { importMap } from './admin/importMap'

const serverFunction: ServerFunctionClient = async (args) => {
  'use server'
  // The form merges what colleagues save, so Payload's dialog about an old form never appears.
  const call = args.name === 'form-state' ? { ...args, args: { ...args.args, checkForStaleData: false } } : args
  return refuseServerFunction(args.args) ?? handleServerFunctions({ ...call, config, importMap, serverFunctions })
}

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <RootLayout config={config} importMap={importMap} serverFunction={serverFunction}>
      {children}
    </RootLayout>
  )
}
