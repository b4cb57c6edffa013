import type { CourseContent } from './content'
import { cardiacMonitoring } from './courses/cardiac-monitoring'
import { clinicalMedicalAssistant } from './courses/clinical-medical-assistant'
import { billingAndCoding } from './courses/healthcare-billing-and-coding'
import { medicalAdministrativeAssistant } from './courses/medical-administrative-assistant'
import { pharmacyTechnician } from './courses/pharmacy-technician'
import { phlebotomy } from './courses/phlebotomy'

/** In the order of the course list. Prices and terms are demonstration values. */
export const courses: readonly CourseContent[] = [
  pharmacyTechnician,
  phlebotomy,
  billingAndCoding,
  cardiacMonitoring,
  clinicalMedicalAssistant,
  medicalAdministrativeAssistant,
]
