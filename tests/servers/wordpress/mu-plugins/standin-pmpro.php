<?php
/*
 * Plugin Name: Stand-in for Paid Memberships Pro
 * Description: A stand-in for the plug-in of that name, for tests alone: its block, its restriction of whole
 * posts and its two REST routes, which gate and leak the way the plug-in was measured to. Levels 1 (Paying) and 2 (Free);
 * readers carry theirs in the user meta `standin_levels`. Settings, which an administrator changes over
 * wp/v2/settings: `standin_pmpro` off takes all of it away; `pmpro_showexcerpts` "1" shows those without a
 * level an excerpt, which is made of the locked body where none was written.
 */

function standin_pmpro_on(): bool {
	return 'off' !== get_option( 'standin_pmpro', 'on' );
}

function standin_pmpro_has( array $levels ): bool {
	$own = (array) get_user_meta( get_current_user_id(), 'standin_levels', true );
	return (bool) array_intersect( array_map( 'intval', $own ), array_map( 'intval', $levels ) );
}

function standin_pmpro_message(): string {
	if ( is_feed() ) {
		return 'This content is for members only. Visit the site and log in/register to read.';
	}
	return '<div class="pmpro"><h2>Membership Required</h2>'
		. '<p>You must be a member to access this content.</p></div>';
}

/** The levels a whole post is restricted to. */
function standin_pmpro_levels( int $post ): array {
	return array_map( 'intval', (array) get_post_meta( $post, 'standin_pmpro_levels', true ) ?: [] );
}

function standin_pmpro_shut(): bool {
	$post = get_post();
	$levels = $post ? array_filter( standin_pmpro_levels( $post->ID ) ) : [];
	return standin_pmpro_on() && $levels && ( is_feed() || ! standin_pmpro_has( $levels ) );
}

function standin_pmpro_content( $content ) {
	if ( ! standin_pmpro_shut() ) {
		return $content;
	}
	$shown = '';
	if ( '1' === get_option( 'pmpro_showexcerpts' ) ) {
		$written = get_post()->post_excerpt;
		$shown = wpautop( $written ?: wp_trim_words( wp_strip_all_tags( strip_shortcodes( $content ) ), 55 ) );
	}
	return $shown . standin_pmpro_message();
}

add_filter( 'the_content', 'standin_pmpro_content', 5 );
add_filter( 'the_content_rss', 'standin_pmpro_content', 5 );
// an excerpt is made of the unrestricted text, and only a theme that prints it with the_excerpt() hides it
add_filter( 'get_the_excerpt', 'standin_pmpro_excerpt_begins', 1 );
add_filter( 'get_the_excerpt', 'standin_pmpro_excerpt_ends', 100 );
add_filter( 'the_excerpt', 'standin_pmpro_content', 15 );

function standin_pmpro_excerpt_begins( $text ) {
	remove_filter( 'the_content', 'standin_pmpro_content', 5 );
	return $text;
}

function standin_pmpro_excerpt_ends( $text ) {
	add_filter( 'the_content', 'standin_pmpro_content', 5 );
	return $text;
}

add_action(
	'init',
	function () {
		$setting = [ 'type' => 'string', 'show_in_rest' => true ];
		register_setting( 'general', 'standin_pmpro', [ ...$setting, 'default' => 'on' ] );
		register_setting( 'general', 'pmpro_showexcerpts', [ ...$setting, 'default' => '' ] );
		if ( ! standin_pmpro_on() ) {
			return;
		}
		register_block_type(
			'pmpro/membership',
			[
				'attributes'      => [
					'segment'       => [ 'type' => 'string', 'default' => 'all' ],
					'levels'        => [ 'type' => 'array', 'default' => [] ],
					'show_noaccess' => [ 'type' => 'string', 'default' => '0' ],
				],
				'render_callback' => function ( $attributes, $content ) {
					$wanted = 'specific' === $attributes['segment'] ? $attributes['levels'] : [ 1, 2 ];
					if ( standin_pmpro_has( $wanted ) ) {
						return $content;
					}
					return $attributes['show_noaccess'] ? standin_pmpro_message() : '';
				},
			]
		);
	}
);

add_action(
	'rest_api_init',
	function () {
		if ( ! standin_pmpro_on() ) {
			return;
		}
		register_rest_route(
			'pmpro/v1',
			'/membership_levels',
			[
				'methods'             => 'GET',
				'callback'            => fn() => [
					'1' => [ 'id' => '1', 'name' => 'Paying' ],
					'2' => [ 'id' => '2', 'name' => 'Free' ],
				],
				'permission_callback' => '__return_true',
			]
		);
		$own = fn( $request ) => current_user_can( 'edit_post', $request['post_id'] );
		register_rest_route(
			'pmpro/v1',
			'/post_restrictions',
			[
				[
					'methods'             => 'GET',
					'callback'            => fn( $request ) => array_map(
						fn( $level ) => [ 'membership_id' => (string) $level ],
						array_values( array_filter( standin_pmpro_levels( (int) $request['post_id'] ) ) )
					),
					'permission_callback' => $own,
				],
				[
					'methods'             => 'POST, PUT, PATCH',
					'callback'            => function ( $request ) {
						$levels = array_map( 'intval', $request['level_ids'] );
						update_post_meta( (int) $request['post_id'], 'standin_pmpro_levels', $levels );
						return [ 'success' => $levels ];
					},
					'permission_callback' => $own,
				],
			]
		);
	}
);
