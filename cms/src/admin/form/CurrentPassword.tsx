'use client'
import {
  FieldError,
  PasswordField,
  useAuth,
  useDocumentInfo,
  useForm,
  useFormFields,
  useFormProcessing,
  useFormSubmitted,
} from '@payloadcms/ui'
import { useEffect, useRef, useState } from 'react'

/** Not the name of the field in the collection, of which Payload sends no value because it is for the form only. */
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
  const refusal = useRefusedPassword()
  const isAsked = isChanging && id !== undefined && id === user?.id
  useOpenUntilSaved()

  // Cancelled, or saved: nothing of it stays in the form.
  useEffect(() => {
    if (!isAsked) dispatch({ type: 'REMOVE', path })
  }, [isAsked, dispatch])

  return (
    <>
      {refusal && <FieldError path="password" message={refusal} showError />}
      {isAsked && (
        <PasswordField
          path={path}
          schemaPath={path}
          field={field}
          validate={validate}
          autoComplete="current-password"
        />
      )}
    </>
  )
}

/**
 * Keeps the fields of a new password until the CMS has accepted it, and then cancels them. Payload closes them after every response,
 * also when the CMS refuses; and after a save, without “Cancel”, it sends the password again with the next one.
 */
function useOpenUntilSaved(): void {
  const { formRef, setBackgroundProcessing, setModified } = useForm()
  const isSaving = useFormProcessing()
  const isRefused = useFormSubmitted()
  const hasPassword = useFormFields(([fields]) => Boolean(fields.password?.value))
  const wasSaving = useRef(false)
  useEffect(() => {
    if (isSaving && hasPassword) {
      // After the response, a form is still modified if it was modified during a save in the background.
      setBackgroundProcessing(true)
      setModified(true)
      setBackgroundProcessing(false)
    } else if (wasSaving.current && !isRefused && hasPassword) {
      formRef.current?.querySelector<HTMLElement>('#cancel-change-password')?.click()
      setModified(false)
    }
    wasSaving.current = isSaving
    // Only when a save begins or ends.
  }, [isSaving, isRefused])
}

/** Why the CMS refused the password that is in the form: Payload drops the message when the form is next checked, a moment later. */
function useRefusedPassword(): string | undefined {
  const value = useFormFields(([fields]) => fields.password?.value)
  const message = useFormFields(([{ password }]) =>
    password?.valid === false ? password.errorMessage : undefined,
  )
  const [refused, setRefused] = useState<{ value: unknown; message: string }>()
  useEffect(() => {
    if (message) setRefused({ value, message })
    // Not when the value changes: the message is about the one before.
  }, [message])
  return value && !message && refused?.value === value ? refused.message : undefined
}
