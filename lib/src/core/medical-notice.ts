/** What stands beside every prediction that a person sees. */
export const MEDICAL_NOTICE =
  'What these models say is a preliminary suggestion and no diagnosis. A doctor diagnoses.';
