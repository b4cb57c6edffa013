import type { CourseContent } from './content'
import { course as cardiacMonitoring } from './courses/cardiac-monitoring'
import { course as clinicalMedicalAssistant } from './courses/clinical-medical-assistant'
import { course as billingAndCoding } from './courses/healthcare-billing-and-coding'
import { course as medicalAdministrativeAssistant } from './courses/medical-administrative-assistant'
import { course as pharmacyTechnician } from './courses/pharmacy-technician'
import { course as phlebotomy } from './courses/phlebotomy'

/** In the order of the course list. Prices and terms are demonstration values. */
export const courses: readonly CourseContent[] = [
  pharmacyTechnician,
  phlebotomy,
  billingAndCoding,
  cardiacMonitoring,
  clinicalMedicalAssistant,
  medicalAdministrativeAssistant,
]
