/**
 * How simulations become match quality.
 * `journal` (default): log2(1 + G Q) h / theta (twin-market journal, eq. (1)).
 * `conference`: log2(1 + G Q h) / theta (twin-market conference, eq. (1)).
 * `hits`: h, simulations without generative AI, which show what is in the preference cache and nothing new (twin-market journal,
 * III-D); 0 where no simulation fits.
 */
export type MatchQualityForm = 'journal' | 'conference' | 'hits';

/**
 * m, how well the simulations of a simulator match a vehicle.
 * @param simulations Q, not negative
 * @param generativeScore G in [0, 1], the share of generated simulations that a validator accepts
 * @param preference h, the hits of the simulator in the vehicle's preference cache; not negative
 * @param theta relative accuracy of the model fine-tuned on the simulations, in (0, 1]; 1 is no improvement
 */
export function matchQuality(
  simulations: number,
  generativeScore: number,
  preference: number,
  theta: number,
  form: MatchQualityForm,
): number {
  if (form === 'hits') return simulations > 0 ? preference : 0;
  const accepted = generativeScore * simulations;
  return form === 'journal'
    ? ((Math.log1p(accepted) / Math.LN2) * preference) / theta
    : Math.log1p(accepted * preference) / Math.LN2 / theta;
}
