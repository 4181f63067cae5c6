package io.sallyport.dialect;

import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.RoutePlan;

/**
 * Who is answering: what the {@code x-sallyport-*} headers tell.
 *
 * @param candidate the deployment that answers
 * @param attempts attempts so far, this one included; 0 when nobody was asked (an estimate)
 * @param plan what the router had decided
 */
public record Served(Candidate candidate, int attempts, RoutePlan plan) {}
