'use client'
import { PasswordField, useAuth, useDocumentInfo, useFormFields } from '@payloadcms/ui'
import { useEffect } from 'react'

const path = 'currentPassword'
const label = 'Current password'
const field = { name: path, label, required: true }
const validate = (value: unknown) => Boolean(value) || 'Type your current password, to show that it is you.'

/** Once a user has typed a new password or email of their own: the present password, which the server compares. */
export function CurrentPassword() {
  const { user } = useAuth()
  const { id, savedDocumentData } = useDocumentInfo()
  const isChanging = useFormFields(([fields]) => {
    const email = fields.email?.value
    return Boolean(fields.password?.value) || (email !== undefined && email !== savedDocumentData?.email)
  })
  const dispatch = useFormFields(([, dispatchFields]) => dispatchFields)
  const isAsked = isChanging && id !== undefined && id === user?.id

  // Cancelled, or saved: nothing of it stays in the form.
  useEffect(() => {
    if (!isAsked) dispatch({ type: 'REMOVE', path })
  }, [isAsked, dispatch])

  if (!isAsked) return null
  return (
    <PasswordField
      path={path}
      schemaPath={path}
      field={field}
      validate={validate}
      autoComplete="current-password"
    />
  )
}
