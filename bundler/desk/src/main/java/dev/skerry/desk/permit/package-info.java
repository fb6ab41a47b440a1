/** Permits: what lets one site take one bundle against one rule (format section 5). */
@NullMarked
package dev.skerry.desk.permit;

import org.jspecify.annotations.NullMarked;
