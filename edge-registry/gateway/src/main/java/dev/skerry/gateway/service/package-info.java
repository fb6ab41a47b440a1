/** The running service: wiring of the steps, listeners, admin API. */
@NullMarked
package dev.skerry.gateway.service;

import org.jspecify.annotations.NullMarked;
