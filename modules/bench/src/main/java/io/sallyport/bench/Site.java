package io.sallyport.bench;

/**
 * Where a row is run.
 *
 * @param appliance whose promises they are
 * @param upstream that goes wrong
 */
record Site(ProvedAppliance appliance, FaultyUpstream upstream) {

    Caller caller() {
        return appliance.caller();
    }
}
