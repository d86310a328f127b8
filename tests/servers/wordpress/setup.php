<?php
// What serve.sh has WP-CLI do on a fresh site.   arguments: ACCOUNTS_FILE [bare]
update_option( "timezone_string", "Asia/Dubai" );
if ( "bare" !== ( $args[1] ?? "" ) ) {
	switch_theme( "standin-journal" );
	global $wp_rewrite;
	$wp_rewrite->set_permalink_structure( "/%year%/%monthnum%/%day%/%postname%/" );
	create_initial_taxonomies();
	$wp_rewrite->flush_rules( false );
}
wp_insert_term( "Reports", "category" );
foreach ( [ [ "author", "author" ], [ "editor", "editor" ], [ "contributor", "contributor" ],
	[ "reader", "subscriber" ], [ "guest", "subscriber" ] ] as $u ) {
	wp_insert_user( [ "user_login" => $u[0], "user_pass" => $u[0] . "-pw", "role" => $u[1],
		"user_email" => $u[0] . "@example.test", "display_name" => ucfirst( $u[0] ) . " User" ] );
}
$reader = get_user_by( "login", "reader" )->ID; // pays, everywhere
update_user_meta( $reader, "standin_plans", [ 777 ] );
$guest = get_user_by( "login", "guest" )->ID; // belongs, and pays nothing
update_user_meta( $reader, "standin_levels", [ 1 ] );
update_user_meta( $guest, "standin_levels", [ 2 ] );
foreach ( [ $reader, $guest ] as $subscriber ) {
	update_user_meta( $subscriber, "standin_subscriber", 1 );
}
$accounts = [];
foreach ( get_users() as $user ) {
	[ $password ] = WP_Application_Passwords::create_new_application_password( $user->ID, [ "name" => "tests" ] );
	$accounts[ $user->user_login ] = $password;
}
file_put_contents( $args[0], json_encode( $accounts ) );
