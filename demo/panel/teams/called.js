/**
 * Tells the panel beside the shop that a team's own function ran.
 *
 * @param {string} team
 * @param {string} callback
 */
function teamCalled(team, callback) {
  dispatchEvent(new CustomEvent('team-called', { detail: { team: team, callback: callback } }));
}
