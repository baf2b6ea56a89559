/**
 * Distance from the start of a link, m, from what SUMO says: on the inside of a junction it counts from the beginning of the turn.
 * @param roadID the road that SUMO says the vehicle is on; ids of insides begin with a colon
 * @param length of the link that the vehicle is on, or has just left for the junction, m
 */
export function positionOnLink(roadID: string, lanePosition: number, length: number): number {
  return roadID.startsWith(':') ? length + lanePosition : lanePosition;
}
